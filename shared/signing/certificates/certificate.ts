import { AsnConvert } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate as X509,
  Extension,
  Extensions,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import { AppError } from '#shared/contract/app-error'
import type { KeyPair } from '#shared/signing/sm2'
import { sm3Hex } from '#shared/signing/sm3'
import { readPem, writePem } from './pem'
import {
  bufferOf,
  hexOf,
  isSignedDer,
  isSm2WithSm3,
  octets,
  publicKeyIn,
  publicKeyInfo,
  signDer,
  sm2WithSm3,
} from './sm2-asn1'
import { nameOf, subjectIn, type Subject } from './subject-name'

/** An X.509 certificate (GM/T 0015) with an SM2 key, read from its PEM text. */
export interface Certificate {
  readonly pem: string
  readonly subject: Subject
  readonly issuer: Subject
  readonly publicKey: string
  /** Hex. */
  readonly serial: string
  /** Instants, both included. */
  readonly from: string
  readonly to: string
  /** Whether it may sign other certificates. */
  readonly isAuthority: boolean
  /** Whether that key made its signature. */
  isSignedBy(publicKey: string): boolean
}

export interface ToCertify {
  readonly subject: Subject
  readonly publicKey: string
  readonly from: string
  readonly to: string
  readonly isAuthority: boolean
  /** Who signs it; the subject itself for a root. */
  readonly issuer: { readonly subject: Subject; readonly key: KeyPair }
}

const label = 'CERTIFICATE'
const authorityUsage = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
const signerUsage = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation

const critical = (extnID: string, value: unknown) =>
  new Extension({ extnID, critical: true, extnValue: octets(AsnConvert.serialize(value)) })

/** Positive, and the same for the same key and time, so that asking twice gives one certificate. */
const serialOf = ({ publicKey, from }: ToCertify): string => `01${sm3Hex(`${publicKey} ${from}`).slice(0, 30)}`

/** Issues a certificate as PEM text. Seconds are all that its times hold. */
export function issueCertificate(wanted: ToCertify): string {
  const { subject, publicKey, from, to, isAuthority, issuer } = wanted
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: bufferOf(serialOf(wanted)),
    signature: sm2WithSm3(),
    issuer: nameOf(issuer.subject),
    validity: new Validity({ notBefore: wholeSecond(from), notAfter: wholeSecond(to) }),
    subject: nameOf(subject),
    subjectPublicKeyInfo: publicKeyInfo(publicKey),
    extensions: new Extensions([
      critical(id_ce_basicConstraints, new BasicConstraints({ cA: isAuthority })),
      critical(id_ce_keyUsage, new KeyUsage(isAuthority ? authorityUsage : signerUsage)),
    ]),
  })
  const signatureValue = signDer(AsnConvert.serialize(tbsCertificate), issuer.key)
  const whole = new X509({ tbsCertificate, signatureAlgorithm: sm2WithSm3(), signatureValue })
  return writePem(label, new Uint8Array(AsnConvert.serialize(whole)))
}

const wholeSecond = (instant: string): Date => new Date(Math.floor(Date.parse(instant) / 1000) * 1000)

function parsed(pem: string): X509 {
  const der = readPem(label, pem)
  const found = AsnConvert.parse(bufferOf(der), X509)
  if (hexOf(AsnConvert.serialize(found)) !== hexOf(der)) throw new AppError('invalid', '证书不是规范的 DER 编码')
  return found
}

function mayCertify({ extensions }: TBSCertificate): boolean {
  const found = extensions?.find(({ extnID }) => extnID === id_ce_basicConstraints)
  return found !== undefined && AsnConvert.parse(found.extnValue.buffer, BasicConstraints).cA
}

/** @throws AppError `invalid` for what is no certificate with an SM2 key in exactly the form that `issueCertificate` gives */
export function readCertificate(pem: string): Certificate {
  try {
    return described(pem, parsed(pem))
  } catch {
    throw new AppError('invalid', '不是完整的 SM2 证书')
  }
}

function described(pem: string, { tbsCertificate: tbs, tbsCertificateRaw, ...outer }: X509): Certificate {
  const signed = tbsCertificateRaw ?? AsnConvert.serialize(tbs)
  return {
    pem,
    subject: subjectIn(tbs.subject),
    issuer: subjectIn(tbs.issuer),
    publicKey: publicKeyIn(tbs.subjectPublicKeyInfo),
    serial: hexOf(tbs.serialNumber),
    from: tbs.validity.notBefore.getTime().toISOString(),
    to: tbs.validity.notAfter.getTime().toISOString(),
    isAuthority: mayCertify(tbs),
    isSignedBy: (publicKey) =>
      isSm2WithSm3(outer.signatureAlgorithm) &&
      isSm2WithSm3(tbs.signature) &&
      isSignedDer(signed, outer.signatureValue, publicKey),
  }
}
