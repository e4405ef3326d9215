import { OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { AppError } from '#shared/contract/app-error'
import { signBytes, verifyBytes, type KeyPair } from '#shared/signing/sm2'

/** SM2-with-SM3 (GM/T 0006). */
const signatureAlgorithm = '1.2.156.10197.1.501'
const publicKeyAlgorithm = '1.2.840.10045.2.1'
/** DER of the object identifier of the SM2 curve, 1.2.156.10197.1.301. */
const sm2Curve = '06082a811ccf5501822d'

export const hexOf = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(new Uint8Array(bytes)).toString('hex')
export const bufferOf = (bytes: Uint8Array | string): ArrayBuffer =>
  Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes).buffer

export const sm2WithSm3 = (): AlgorithmIdentifier => new AlgorithmIdentifier({ algorithm: signatureAlgorithm })
export const isSm2WithSm3 = ({ algorithm }: AlgorithmIdentifier): boolean => algorithm === signatureAlgorithm

export const publicKeyInfo = (publicKey: string): SubjectPublicKeyInfo =>
  new SubjectPublicKeyInfo({
    algorithm: new AlgorithmIdentifier({ algorithm: publicKeyAlgorithm, parameters: bufferOf(sm2Curve) }),
    subjectPublicKey: bufferOf(publicKey),
  })

/** Uncompressed point in hex. @throws AppError `invalid` where it is no SM2 key */
export function publicKeyIn({ algorithm, subjectPublicKey }: SubjectPublicKeyInfo): string {
  const isSm2 = algorithm.algorithm === publicKeyAlgorithm && hexOf(algorithm.parameters ?? bufferOf('')) === sm2Curve
  const key = hexOf(subjectPublicKey)
  if (isSm2 && /^04[0-9a-f]{128}$/.test(key)) return key
  throw new AppError('invalid', '证书中的公钥不是 SM2 公钥')
}

/** INTEGER of 32 bytes. */
function integer(half: string): string {
  const digits = half.replace(/^(00)+(?=.)/, '')
  const positive = parseInt(digits.slice(0, 2), 16) > 0x7f ? `00${digits}` : digits
  return `02${(positive.length / 2).toString(16).padStart(2, '0')}${positive}`
}

/** SEQUENCE of r and s, as certificates hold a signature. */
function signatureDer(signature: string): string {
  const body = integer(signature.slice(0, 64)) + integer(signature.slice(64))
  return `30${(body.length / 2).toString(16).padStart(2, '0')}${body}`
}

/** r‖s of such a sequence in its only form, null for anything else. */
function signatureIn(der: string): string | null {
  const halves = /^30..02(..)/.exec(der)
  const length = parseInt(halves?.[1] ?? '0', 16) * 2
  const pad = (digits: string) => digits.replace(/^00/, '').padStart(64, '0')
  const signature = pad(der.slice(8, 8 + length)) + pad(der.slice(12 + length))
  return signature.length === 128 && signatureDer(signature) === der ? signature : null
}

/** What goes into a certificate's or list's BIT STRING. */
export const signDer = (bytes: ArrayBuffer, key: KeyPair): ArrayBuffer =>
  bufferOf(signatureDer(signBytes(new Uint8Array(bytes), key)))

export function isSignedDer(bytes: ArrayBuffer, signature: ArrayBuffer, publicKey: string): boolean {
  const plain = signatureIn(hexOf(signature))
  return plain !== null && verifyBytes(new Uint8Array(bytes), plain, publicKey)
}

export const octets = (bytes: ArrayBuffer): OctetString => new OctetString(bytes)
