import { Type, type Static } from '@sinclair/typebox'
import { KeptFrom } from './kept-from'
import { Id, Nullable, OneOf, Version } from './primitives'

/** What of a row is compared: that it is there in this version, or all that it says. */
export const DigestOf = OneOf('versions', 'contents')
export type DigestOf = Static<typeof DigestOf>

/** SHA-256, lower-case hex. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/**
 * Rows of one kind whose ids follow each other, newest first: below `below` (null: from the newest), down to `downTo` and
 * with it (null: to the oldest). `changed` are ids in between that changed after the cursor and are counted on neither
 * side; null where they are too many to be listed, so that nothing can be compared now.
 *
 * The digest is the SHA-256 of the rows' texts in that order, each ended by a line feed: `id:version`, or the entity's
 * JSON without any space character.
 */
export const Stretch = Type.Object({
  kind: Type.String(),
  below: Nullable(Id),
  downTo: Nullable(Id),
  rows: Version,
  digest: Sha256,
  changed: Nullable(Type.Array(Id)),
})
export type Stretch = Static<typeof Stretch>

/** Where the next stretch begins. */
export const StretchStart = Type.Object({ kind: Type.String(), below: Nullable(Id) })
export type StretchStart = Static<typeof StretchStart>

export const DigestQuery = Type.Object({
  cursor: Type.String({ maxLength: 400 }),
  of: DigestOf,
  /** First kind that is asked for; the others follow. Default: all from the first. */
  kind: Type.Optional(Type.String({ maxLength: 60 })),
  below: Type.Optional(Id),
  /** Only the stretch of `kind` that ends with this row. */
  downTo: Type.Optional(Id),
  /** What has aged is counted on neither side. */
  kept: Type.Optional(KeptFrom),
  /** The digest that a console has found for exactly this stretch, where it differs: the platform logs it. */
  differs: Type.Optional(Sha256),
  limit: Type.Integer({ minimum: 1, maximum: 50_000, default: 5_000 }),
})

export const DigestAnswer = Type.Object({ stretches: Type.Array(Stretch), next: Nullable(StretchStart) })
export type DigestAnswer = Static<typeof DigestAnswer>
