import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificateList, RevokedCertificate, TBSCertList, Time, Version } from '@peculiar/asn1-x509'
import { AppError } from '#shared/contract/app-error'
import type { KeyPair } from '#shared/signing/sm2'
import { readPem, writePem } from './pem'
import { bufferOf, hexOf, isSignedDer, isSm2WithSm3, signDer, sm2WithSm3 } from './sm2-asn1'
import { nameOf, type Subject } from './subject-name'

/** A certificate that no longer counts from an instant on. */
export interface Revocation {
  readonly serial: string
  readonly from: string
}

export interface RevocationList {
  readonly issuedAt: string
  readonly revoked: readonly Revocation[]
  isSignedBy(publicKey: string): boolean
}

export interface ToList {
  readonly issuer: { readonly subject: Subject; readonly key: KeyPair }
  readonly issuedAt: string
  readonly revoked: readonly Revocation[]
}

const label = 'X509 CRL'
const nextAfter = 7 * 86_400_000
const timeOf = (instant: string) => new Time(new Date(Math.floor(Date.parse(instant) / 1000) * 1000))

/** Issues a list of revoked certificates (X.509 CRL) as PEM text. */
export function issueRevocationList({ issuer, issuedAt, revoked }: ToList): string {
  const entries = revoked.map(
    ({ serial, from }) => new RevokedCertificate({ userCertificate: bufferOf(serial), revocationDate: timeOf(from) }),
  )
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: sm2WithSm3(),
    issuer: nameOf(issuer.subject),
    thisUpdate: timeOf(issuedAt),
    // RFC 5280 wants it; whoever verifies offline is told how old the list is instead of being refused.
    nextUpdate: timeOf(new Date(Date.parse(issuedAt) + nextAfter).toISOString()),
    ...(entries.length === 0 ? {} : { revokedCertificates: entries }),
  })
  const signature = signDer(AsnConvert.serialize(tbsCertList), issuer.key)
  const whole = new CertificateList({ tbsCertList, signatureAlgorithm: sm2WithSm3(), signature })
  return writePem(label, new Uint8Array(AsnConvert.serialize(whole)))
}

/** @throws AppError `invalid` for what is no such list */
export function readRevocationList(pem: string): RevocationList {
  try {
    return described(readPem(label, pem))
  } catch {
    throw new AppError('invalid', '不是完整的证书吊销列表')
  }
}

function described(der: Uint8Array): RevocationList {
  const list = AsnConvert.parse(bufferOf(der), CertificateList)
  if (hexOf(AsnConvert.serialize(list)) !== hexOf(der)) throw new AppError('invalid', '吊销列表不是规范的 DER 编码')
  const { tbsCertList: tbs } = list
  const signed = list.tbsCertListRaw ?? AsnConvert.serialize(tbs)
  return {
    issuedAt: tbs.thisUpdate.getTime().toISOString(),
    revoked: (tbs.revokedCertificates ?? []).map(({ userCertificate, revocationDate }) => ({
      serial: hexOf(userCertificate),
      from: revocationDate.getTime().toISOString(),
    })),
    isSignedBy: (publicKey) => isSm2WithSm3(list.signatureAlgorithm) && isSignedDer(signed, list.signature, publicKey),
  }
}
