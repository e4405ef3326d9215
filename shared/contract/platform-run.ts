import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'

export const PlatformRunState = OneOf('waiting', 'running', 'paused', 'finished', 'cancelled')
export type PlatformRunState = Static<typeof PlatformRunState>

/** A site of the plan's scope that a run leaves out, because it is filed as off the network 临时报备. */
export const ExcludedSite = Type.Object({ siteId: Id, until: Nullable(Day) })
export type ExcludedSite = Static<typeof ExcludedSite>

/**
 * A run that the platform's workers carry out 平台巡查批次: `waiting` until a worker has laid out its sites. What they see is
 * recorded part by part, each an inspection run with this run's id.
 */
export const PlatformRun = Type.Object({
  id: Id,
  version: Version,
  planId: Id,
  trigger: OneOf('operator', 'timetable'),
  /** The time of the timetable that it was started for. */
  dueAt: Nullable(Instant),
  /** In whose name results are recorded. */
  inspectorId: Id,
  orderedAt: Instant,
  state: PlatformRunState,
  /** Sites chosen by hand, until they are laid out; null where the plan's scope counts. */
  siteIds: Nullable(Type.Array(Id, { minItems: 1, maxItems: 20_000 })),
  /** The inspection day that results are recorded under. */
  day: Nullable(Day),
  startedAt: Nullable(Instant),
  /** Since when it runs without a pause; null while it does not. */
  activeSince: Nullable(Instant),
  /** Milliseconds that it ran before that. */
  activeMs: Type.Integer({ minimum: 0 }),
  finishedAt: Nullable(Instant),
  total: Type.Integer({ minimum: 0 }),
  /** Sites that are through, `failed` among them. */
  done: Type.Integer({ minimum: 0 }),
  /** Sites that our side could not inspect, however often it tried. */
  failed: Type.Integer({ minimum: 0 }),
  findings: Type.Integer({ minimum: 0 }),
  excluded: Type.Array(ExcludedSite),
  /** The last trouble, in words for the operator. */
  problem: Nullable(Type.String()),
})
export type PlatformRun = Static<typeof PlatformRun>
