import type { Operator } from '#shared/contract/operator'
import type { PlatformRun, PlatformRunState } from '#shared/contract/platform-run'
import { AppError } from '#shared/contract/app-error'
import { may } from './permissions'
import type { Edges } from './state-machine'

export const platformRunEdges: Edges<PlatformRunState, 'begin' | 'pause' | 'resume' | 'finish' | 'cancel'> = {
  waiting: { begin: 'running', finish: 'finished', cancel: 'cancelled' },
  running: { pause: 'paused', finish: 'finished', cancel: 'cancelled' },
  // The sites that were in hand when it was paused may have been the last ones.
  paused: { resume: 'running', finish: 'finished', cancel: 'cancelled' },
  finished: {},
  cancelled: {},
}

/** A run that was ordered and not laid out yet. */
export const orderedRun = (
  order: Pick<PlatformRun, 'id' | 'planId' | 'trigger' | 'dueAt' | 'inspectorId' | 'orderedAt' | 'siteIds'>,
): PlatformRun => ({
  ...order,
  version: 0,
  state: 'waiting',
  day: null,
  startedAt: null,
  activeSince: null,
  activeMs: 0,
  finishedAt: null,
  total: 0,
  done: 0,
  failed: 0,
  findings: 0,
  excluded: [],
  problem: null,
})

/** Milliseconds that a run was at work up to an instant, pauses left out. */
export const activeMsOf = ({ activeSince, activeMs }: Pick<PlatformRun, 'activeSince' | 'activeMs'>, at: string) =>
  activeMs + (activeSince === null ? 0 : Math.max(0, Date.parse(at) - Date.parse(activeSince)))

/** The run with its clock stopped. */
export const stopped = (run: PlatformRun, at: string): PlatformRun => ({
  ...run,
  activeMs: activeMsOf(run, at),
  activeSince: null,
})

/** Milliseconds that the rest will probably take at the pace so far; null while it does not run or nothing is known. */
export function etaMsOf(run: PlatformRun, at: string): number | null {
  if (run.state !== 'running' || run.done === 0) return null
  return Math.round((activeMsOf(run, at) / run.done) * (run.total - run.done))
}

/** Whoever a run stands in the name of steers it, and whoever may inspect the whole province. */
export function assertMaySteer(by: Operator, run: PlatformRun): void {
  if (run.inspectorId === by.id || may(by, 'inspection.run', null)) return
  throw new AppError('forbidden', '此批次由他人发起，请由发起人或全省的巡查员办理', { right: 'inspection.run' })
}
