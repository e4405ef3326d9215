import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'

/** What a person found about an item of the check list that no machine decides; `unchecked` where nobody looked. */
export const ManualCheck = Type.Object({
  /** Key of the item, the indicator's id and a number, e.g. D24.1. */
  item: Type.String({ pattern: '^[VDGN]\\d{1,2}\\.\\d{1,2}$' }),
  /** What to look at, as it read that day. */
  look: Type.String(),
  state: OneOf('ok', 'fault', 'unchecked'),
  /** What is wrong, where something is. */
  note: Type.String({ maxLength: 500 }),
})
export type ManualCheck = Static<typeof ManualCheck>

/** The inspection of one calendar day, up to its signature. */
export const InspectionDay = Type.Object({
  id: Id,
  version: Version,
  day: Day,
  state: OneOf('planned', 'running', 'reviewed', 'signed'),
  /** Everybody who ran or disposed that day; none of them may sign it. */
  inspectorIds: Type.Array(Id),
  reviewedBy: Nullable(Id),
  reviewedAt: Nullable(Instant),
  /** What the inspector has to say about the day; 零报告 where nothing was found. */
  remark: Type.String({ maxLength: 2000 }),
  signOffId: Nullable(Id),
  /** Every item of the manual list once the day is handed over, none before. */
  checks: Type.Array(ManualCheck),
})
export type InspectionDay = Static<typeof InspectionDay>
