import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Reason, Version } from './primitives'

/**
 * How far a false alarm reaches: the same fault at its address; on one site the indicator's faults about one host, in one
 * column, or all of them; everything on the site but vetoes; on every site the faults of one link target or its host.
 */
export const ExemptionScope = OneOf('address', 'host', 'column', 'indicator', 'site', 'target', 'target-host')
export type ExemptionScope = Static<typeof ExemptionScope>

/** A false alarm that is not to come back 误报豁免, until a day and for a reason. */
export const Exemption = Type.Object({
  id: Id,
  version: Version,
  scope: ExemptionScope,
  /** Null where it reaches over all sites. */
  siteId: Nullable(Id),
  /** Null where it is for every indicator. */
  indicator: Nullable(Type.String()),
  /** By scope: identity of the finding, host, address that the column's pages begin with, link target; else null. */
  subject: Nullable(Type.String()),
  /** The finding that it was granted for, and what it said. */
  findingId: Id,
  detail: Type.String(),
  url: Type.String(),
  /** Last day on which it holds. */
  until: Day,
  reason: Reason,
  grantedBy: Id,
  grantedAt: Instant,
  withdrawnBy: Nullable(Id),
  withdrawnAt: Nullable(Instant),
  withdrawnReason: Nullable(Type.String()),
})
export type Exemption = Static<typeof Exemption>
