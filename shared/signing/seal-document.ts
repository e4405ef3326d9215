import { AppError } from '#shared/contract/app-error'
import type { Manifest, SealedDocument } from '#shared/contract/sealed-document'
import { canonicalJson } from './canonical-json'
import { marksOf } from './places'
import { publicKeyOf, signSeal } from './sm2'
import { sm3OfValue } from './sm3'

export interface ToSeal {
  /** As `zhanqun.daily-log/1`. */
  readonly format: string
  readonly parts: Readonly<Record<string, unknown>>
  readonly previous: Manifest['previous']
  readonly signer: Manifest['signer']
  readonly signedAt: string
  /** 32 bytes in hex; has to belong to the signer's public key. */
  readonly privateKey: string
}

/** SM3 of the canonical JSON of `{format, manifest}`: what the signature stands under. */
export const sealOf = (format: string, manifest: Manifest): string => sm3OfValue({ format, manifest })

const ofEach = (parts: Readonly<Record<string, unknown>>, digest: (value: unknown) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, digest(value)]))

/**
 * Seals and signs a document: every part's digest goes into the manifest, the manifest with the format's name into the
 * seal, and SM2 signs the 32 bytes of the seal.
 * @throws AppError `invalid` where a part isn't JSON or the private key isn't the signer's
 */
export function sealDocument({ format, parts, previous, signer, signedAt, privateKey }: ToSeal): SealedDocument {
  if (publicKeyOf(privateKey) !== signer.publicKey)
    throw new AppError('invalid', '签名私钥与登记的公钥不符，请重新登记签名密钥')
  const manifest: Manifest = {
    parts: ofEach(parts, sm3OfValue),
    places: ofEach(parts, marksOf),
    previous,
    signer,
    signedAt,
  }
  const seal = sealOf(format, manifest)
  const signature = signSeal(seal, { privateKey, publicKey: signer.publicKey })
  return { format, parts: { ...parts }, manifest, seal, signature }
}

/** The bytes of a sealed document's file. There is only one form, so that a changed byte can't hide in white space. */
export const canonicalBytes = (document: SealedDocument): Uint8Array =>
  new TextEncoder().encode(canonicalJson(document))
