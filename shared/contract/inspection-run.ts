import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, Version } from './primitives'

/** What one run saw of one site, in figures. */
export const SiteResult = Type.Object({
  siteId: Id,
  reachable: Type.Boolean(),
  /** True where the fault was on our side: says nothing about the site. */
  failedHere: Type.Boolean(),
  milliseconds: Type.Integer({ minimum: 0 }),
  pages: Type.Integer({ minimum: 0 }),
  links: Type.Integer({ minimum: 0 }),
  findings: Type.Integer({ minimum: 0 }),
  /** False where something of the site could not be looked at for a fault of our own; older consoles don't say. */
  complete: Type.Optional(Type.Boolean()),
  /** Availability probes of the week before that count, and those of them that failed (V2); absent where there were none. */
  probed: Type.Optional(Type.Object({ counted: Type.Integer({ minimum: 1 }), failed: Type.Integer({ minimum: 0 }) })),
})
export type SiteResult = Static<typeof SiteResult>

/** One pass of an inspection plan over chosen sites 巡查批次. */
export const InspectionRun = Type.Object({
  id: Id,
  version: Version,
  planId: Id,
  day: Day,
  inspectorId: Id,
  /** The platform's run that this is a part of; null for a run of a console. */
  platformRunId: Nullable(Id),
  startedAt: Instant,
  finishedAt: Instant,
  sites: Type.Array(SiteResult),
})
export type InspectionRun = Static<typeof InspectionRun>
