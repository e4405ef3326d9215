import type { SealedDocument } from '#shared/contract/sealed-document'
import type { Fault } from '#shared/signing/verify-document'
import { readCertificate, type Certificate } from './certificate'
import type { RevocationList } from './revocation-list'

/** What the reader of a document brings along: the roots they trust and, if they have any, lists of revoked certificates. */
export interface Trust {
  readonly roots: readonly Certificate[]
  readonly revocations: readonly RevocationList[]
}

export interface SignerVerdict {
  readonly faults: readonly Fault[]
  /** From the signer's up to the root; empty where the document carries none. */
  readonly certificates: readonly Certificate[]
  /** Whether the root is one that the reader trusts. */
  readonly isTrusted: boolean
}

export const certificatePart = '证书链'

const fault = (message: string): Fault => ({ part: certificatePart, message })
const labelOf = (certificates: readonly Certificate[], at: number): string =>
  at === 0 ? '签发人证书' : at === certificates.length - 1 ? '根证书' : '平台证书'

/** Certificates in a document, or which of them can't be read. */
function readAll(texts: readonly string[]): { certificates: Certificate[]; faults: Fault[] } {
  const [certificates, faults]: [Certificate[], Fault[]] = [[], []]
  for (const [at, text] of texts.entries()) {
    try {
      certificates.push(readCertificate(text))
    } catch {
      faults.push(fault(`第 ${at + 1} 张证书损坏或被改动`))
    }
  }
  return { certificates, faults }
}

/** Each certificate is signed by the next one, an authority's, and the last one by itself. */
function linkFaults(certificates: readonly Certificate[]): Fault[] {
  return certificates.flatMap((certificate, at) => {
    const issuer = certificates[at + 1] ?? certificate
    if (!issuer.isAuthority) return [fault(`${labelOf(certificates, at)}不是由有权签发证书的机构签发`)]
    return certificate.isSignedBy(issuer.publicKey)
      ? []
      : [fault(`${labelOf(certificates, at)}的签名与上级证书不符，被改动或不属于这条证书链`)]
  })
}

/** The first certificate is of the key and person that the document names. */
function ownerFaults([own]: readonly Certificate[], { manifest: { signer } }: SealedDocument): Fault[] {
  const isOwn =
    own?.publicKey === signer.publicKey &&
    own.subject.operatorId === signer.operatorId &&
    own.subject.name === signer.name
  return isOwn ? [] : [fault('签发人证书不是签名所用公钥和签发人的证书')]
}

/** Certificates hold whole seconds. */
const isWithin = (instant: string, { from, to }: Certificate): boolean =>
  Date.parse(instant) >= Date.parse(from) && Date.parse(instant) < Date.parse(to) + 1000

const termFaults = (certificates: readonly Certificate[], { manifest: { signedAt } }: SealedDocument): Fault[] =>
  certificates.flatMap((certificate, at) =>
    isWithin(signedAt, certificate)
      ? []
      : [
          fault(
            `签发时间 ${signedAt} 不在${labelOf(certificates, at)}的有效期（${certificate.from} 至 ${certificate.to}）内`,
          ),
        ],
  )

/** A list speaks only for the authority that signed it. */
function revocationFaults(
  certificates: readonly Certificate[],
  { manifest: { signedAt } }: SealedDocument,
  lists: readonly RevocationList[],
): Fault[] {
  return certificates.flatMap(({ serial }, at) => {
    const issuer = certificates[at + 1]
    const revoked = issuer
      ? lists.filter((list) => list.isSignedBy(issuer.publicKey)).flatMap((list) => list.revoked)
      : []
    const found = revoked.find((entry) => entry.serial === serial)
    return found && Date.parse(found.from) <= Date.parse(signedAt)
      ? [fault(`${labelOf(certificates, at)}已于 ${found.from} 吊销，早于签发时间 ${signedAt}`)]
      : []
  })
}

/**
 * Verifies who signed: the document's certificates up to their root, at the time of signing, and against what the reader
 * trusts; null where they bring nothing along, then the chain only has to agree with itself.
 */
export function verifySigner(document: SealedDocument, trust: Trust | null): SignerVerdict {
  const { certificates, faults } = readAll(document.certificates ?? [])
  if (faults.length > 0) return { faults, certificates: [], isTrusted: false }
  const root = certificates.at(-1)
  const asksForRoot = trust !== null && trust.roots.length > 0
  if (!root) return { faults: asksForRoot ? [fault(noChain)] : [], certificates, isTrusted: false }
  const isTrusted = trust?.roots.some(({ pem }) => pem === root.pem) ?? false
  const own = [
    ...linkFaults(certificates),
    ...ownerFaults(certificates, document),
    ...termFaults(certificates, document),
    ...revocationFaults(certificates, document, trust?.revocations ?? []),
    ...(asksForRoot && !isTrusted ? [fault('根证书不是您所信任的根证书')] : []),
  ]
  return { faults: own, certificates, isTrusted: isTrusted && own.length === 0 }
}

const noChain = '文件中没有签发人的证书链（导出时平台尚未确认），无法确认签发人'
