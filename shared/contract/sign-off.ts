import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, Sm3, Version } from './primitives'
import { PublicKey, SealedDocument } from './sealed-document'

/** The signature under one day's log 签发; final. A correction is a new one that names what it corrects. */
export const SignOff = Type.Object({
  id: Id,
  version: Version,
  day: Day,
  /** The sign-off before this one in the chain. */
  previousId: Nullable(Id),
  correctsId: Nullable(Id),
  signerId: Id,
  signedAt: Instant,
  seal: Sm3,
  document: SealedDocument,
})
export type SignOff = Static<typeof SignOff>

/** A public key an operator signs with. */
export const SigningKey = Type.Object({
  id: Id,
  version: Version,
  operatorId: Id,
  publicKey: PublicKey,
  registeredAt: Instant,
  revokedAt: Nullable(Instant),
  /** PEM texts from the key's certificate to the root; none while the platform has not vouched for it. */
  certificates: Type.Optional(Type.Array(Type.String())),
})
export type SigningKey = Static<typeof SigningKey>
