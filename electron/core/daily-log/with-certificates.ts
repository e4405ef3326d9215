import { rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { SealedDocument } from '#shared/contract/sealed-document'

/** The document with the chain that vouches for its signer's key; as it is while the platform has not vouched for it. */
export function withCertificates(store: Store, document: SealedDocument): SealedDocument {
  const { operatorId, publicKey } = document.manifest.signer
  const key = rowsWith(store, 'signingKey', 'operatorId', operatorId).find((own) => own.publicKey === publicKey)
  return key?.certificates?.length ? { ...document, certificates: [...key.certificates] } : document
}
