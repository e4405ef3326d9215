import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'

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
})
export type InspectionDay = Static<typeof InspectionDay>
