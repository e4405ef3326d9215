import type { SealedDocument } from '#shared/contract/sealed-document'
import { certifyOperator, createPlatformAuthority, createRoot } from '#shared/signing/certificates/authority'

/** A root and a platform under it, made once a run. */
export const testRoot = createRoot('2026-01-01T00:00:00.000Z')
export const testAuthority = createPlatformAuthority(testRoot, '2026-01-01T00:00:00.000Z')
export const testRootPem = testRoot.certificates.join('')

/** The document as an export has it, with the chain of its signer's certificates. */
export const certified = (document: SealedDocument, from = '2026-01-05T00:00:00.000Z'): SealedDocument => ({
  ...document,
  certificates: [...certifyOperator(testAuthority, document.manifest.signer, from)],
})
