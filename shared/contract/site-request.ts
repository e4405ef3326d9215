import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'
import { RegionLevel } from './region'

/** One level of 逐级审核: who has to decide, and what was decided. */
export const RequestStep = Type.Object({
  level: RegionLevel,
  decision: Nullable(OneOf('approve', 'reject')),
  by: Nullable(Id),
  at: Nullable(Instant),
  reason: Nullable(Type.String()),
})
export type RequestStep = Static<typeof RequestStep>

/** A request to change the life-cycle state of a site. */
export const SiteRequest = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  action: OneOf('temporary_offline', 'resume'),
  reason: Type.String(),
  from: Day,
  to: Day,
  state: OneOf('submitted', 'approved', 'rejected'),
  submittedBy: Id,
  submittedAt: Instant,
  steps: Type.Array(RequestStep),
})
export type SiteRequest = Static<typeof SiteRequest>
