import { Type, type Static } from '@sinclair/typebox'
import { Id, Instant, Nullable, OneOf, Sm3, Version } from './primitives'

export const HitSeverity = OneOf('block', 'review', 'hint')
export type HitSeverity = Static<typeof HitSeverity>

/** What a rule found in one part of a text; offsets in UTF-16 units of that part. */
export const ObservedHit = Type.Object({
  rule: Type.String(),
  category: Type.String(),
  severity: HitSeverity,
  part: Type.String(),
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  /** The hit itself, personal data masked. */
  text: Type.String({ maxLength: 200 }),
  /** Up to 40 characters on either side, personal data masked. */
  before: Type.String({ maxLength: 80 }),
  after: Type.String({ maxLength: 80 }),
})
export type ObservedHit = Static<typeof ObservedHit>

/** What was checked: a revision under review, a published article, or a file of the workstation. */
export const CheckSubject = Type.Object({
  type: OneOf('revision', 'article', 'file'),
  articleId: Nullable(Id),
  name: Type.String({ maxLength: 300 }),
  /** SM3 of the revision, text or file that was checked. */
  hash: Sm3,
})
export type CheckSubject = Static<typeof CheckSubject>

const Decided = Type.Object({ reason: Type.String(), by: Id, at: Instant })

/** A hit 命中 kept for disposal. */
export const Hit = Type.Object({
  id: Id,
  version: Version,
  /** Null for files that belong to no site. */
  siteId: Nullable(Id),
  articleId: Nullable(Id),
  subject: CheckSubject,
  ...ObservedHit.properties,
  packVersion: Type.String(),
  foundAt: Instant,
  /** `cleared` 放行: may stand as it is; `awaiting_second`: one of the two people it takes has said so; `confirmed`: has to be removed. */
  state: OneOf('open', 'awaiting_second', 'confirmed', 'false_positive', 'cleared', 'gone'),
  /** The last decision; `first` is the one of the first person, where it took two. */
  disposition: Nullable(Type.Object({ ...Decided.properties, first: Type.Optional(Decided) })),
})
export type Hit = Static<typeof Hit>
