import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, Sm3 } from './primitives'

/** SM2 public key, uncompressed point, hex with leading 04. */
export const PublicKey = Type.String({ pattern: '^04[0-9a-f]{128}$' })
/** SM2 signature r‖s (GB/T 32918), hex. */
export const Signature = Type.String({ pattern: '^[0-9a-f]{128}$' })

/** What is signed: the digest of every part, the document before it, and who signs when. */
export const Manifest = Type.Object({
  parts: Type.Record(Type.String(), Sm3),
  /** Short marks of the places within each part, so that a change can be told to the entry; older documents have none. */
  places: Type.Optional(Type.Record(Type.String(), Type.String({ pattern: '^([0-9a-f]{8})*$' }))),
  /** The document before this one in the chain, null for the first. */
  previous: Nullable(Type.Object({ day: Day, seal: Sm3 })),
  signer: Type.Object({ operatorId: Id, name: Type.String(), publicKey: PublicKey }),
  signedAt: Instant,
})
export type Manifest = Static<typeof Manifest>

/**
 * A document that anyone can verify: its parts, the signed manifest, the seal (SM3 of the canonical JSON of format and
 * manifest) and the SM2 signature over the seal's 32 bytes.
 */
export const SealedDocument = Type.Object({
  format: Type.String({ pattern: '^zhanqun\\.[a-z-]+/\\d+$' }),
  parts: Type.Record(Type.String(), Type.Unknown()),
  manifest: Manifest,
  seal: Sm3,
  signature: Signature,
  /** PEM texts from the signer's certificate to the root, in an exported file; they vouch for themselves. */
  certificates: Type.Optional(Type.Array(Type.String({ maxLength: 4000 }), { maxItems: 6 })),
})
export type SealedDocument = Static<typeof SealedDocument>
