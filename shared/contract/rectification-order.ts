import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'

/** An order to rectify confirmed findings by a day 整改单. */
export const RectificationOrder = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  unitId: Id,
  /** Day of inspection the order belongs to. */
  day: Day,
  findingIds: Type.Array(Id, { minItems: 1 }),
  requirement: Type.String(),
  dueOn: Day,
  state: OneOf('issued', 'rectified', 'verified', 'closed'),
  issuedBy: Id,
  issuedAt: Instant,
  /** What was done, newest last. */
  notes: Type.Array(Type.Object({ at: Instant, by: Id, text: Type.String() })),
  closedAt: Nullable(Instant),
})
export type RectificationOrder = Static<typeof RectificationOrder>
