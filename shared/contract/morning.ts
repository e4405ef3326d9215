import { Type, type Static } from '@sinclair/typebox'
import { FindingSeverity, FindingState } from './finding'
import { Day, Id, Instant, Nullable, OneOf } from './primitives'

/** How a finding stands to the last whole look at its site. `back`: an exemption that kept it away has ended. */
export const FindingChange = OneOf('new', 'back', 'still', 'gone')
export type FindingChange = Static<typeof FindingChange>

export const ChangedFinding = Type.Object({
  id: Id,
  siteId: Id,
  siteName: Type.String(),
  url: Type.String(),
  detail: Type.String(),
  state: FindingState,
  /** Since when it stands without a break, and on how many days it was seen. */
  since: Day,
  days: Type.Integer(),
  /** Day of the row itself: of one that is gone the last on which it was seen. */
  day: Day,
  /** The exemption that kept it away before. */
  lapsed: Nullable(Type.Object({ until: Day, withdrawnAt: Nullable(Instant), reason: Type.String(), grantedBy: Id })),
})
export type ChangedFinding = Static<typeof ChangedFinding>

/** Findings that changed alike and have one cause. */
export const MorningCause = Type.Object({
  key: Type.String(),
  change: FindingChange,
  indicator: Type.String(),
  severity: FindingSeverity,
  /** What is behind them: one link target, one host, or a fault in the same words. */
  of: OneOf('target', 'host', 'words'),
  name: Type.String(),
  sites: Type.Integer(),
  open: Type.Integer(),
  findings: Type.Array(ChangedFinding),
})
export type MorningCause = Static<typeof MorningCause>

const Counted = Type.Object({ all: Type.Integer(), open: Type.Integer() })

export const MorningDay = Type.Object({
  day: Day,
  /** The last day before it on which anything was looked at. */
  comparedWith: Nullable(Day),
  counts: Type.Object({
    new: Counted,
    back: Counted,
    still: Counted,
    gone: Counted,
    /** Stood before and were not looked for: their sites were not inspected, not whole, or not for that. */
    unseen: Type.Integer(),
    /** Kept away by exemptions in force. */
    exempted: Type.Integer(),
  }),
  /** Sites that stood with findings and were not looked at whole. */
  unseenSites: Type.Integer(),
  causes: Type.Array(MorningCause),
})
export type MorningDay = Static<typeof MorningDay>
