import { createAvailabilityCalls } from '#core/availability/availability-calls'
import { createBatchCalls } from '#core/batch/batch-calls'
import { createCheckCalls } from '#core/check/check-calls'
import { createLogCalls } from '#core/daily-log/log-calls'
import { createInspectionCalls } from '#core/inspection/inspection-calls'
import { createMorningCalls } from '#core/morning/morning-calls'
import { createReinspectionCalls } from '#core/inspection/reinspection-calls'
import { createOverviewCalls } from '#core/overview/overview-calls'
import { createOutboxCalls } from '#core/outbox/outbox-calls'
import { createReportCalls } from '#core/reports/report-calls'
import { createRowCalls } from '#core/rows/row-calls'
import { createOfflineCalls } from '#core/texts/offline-calls'
import { deskCalls, type Desk, type SyncStatus } from '#shared/contract/desk'
import type { Stir } from '#shared/contract/native'
import { createEvents, type Events } from './events'
import { createReport, type Report } from './log-file'
import type { Native } from './native'
import type { Fetch } from './platform/platform-client'
import { createSessions, type Sessions } from './session/session-calls'
import type { Workplace } from './workplace'

export interface ConsoleOptions {
  /** Folder of everything that this workstation keeps. */
  readonly dataDir: string
  /** Address that the sign-in form starts with; may be empty. */
  readonly platform: string
  readonly native: Native
  /** How often the platform is asked for changes. */
  readonly pollMs?: number
  readonly now?: () => number
  /** Default: HTTP. */
  readonly fetch?: Fetch
  /** Whether the platform may wake it between polls. Default: only over HTTP, not where `fetch` is handed in. */
  readonly pokes?: boolean
  /** Whether chosen texts are fetched and old rows let go of by themselves. Default: as `pokes`. */
  readonly housekeeping?: boolean
}

/** The console without its windows: every call of the desk, and what happens by itself as events. */
export interface Console {
  readonly desk: Desk
  readonly events: Pick<Events, 'subscribe'>
  readonly report: Report
  /** The workstation saw something that may mean the platform can be reached again. */
  stir(by: Stir): void
  /** Ends what runs and closes the store; what is unsent stays for the next time. */
  close(): Promise<void>
}

type SignedInCalls = Omit<Desk, keyof Sessions['calls']>

export function createConsole({
  dataDir,
  platform,
  native,
  pollMs = 3_000,
  now = Date.now,
  fetch,
  pokes = fetch === undefined,
  housekeeping = pokes,
}: ConsoleOptions): Console {
  const events = createEvents()
  const report = createReport(dataDir, now)
  const sessions = createSessions(
    { dataDir, native, events, report, pollMs, now, fetch, pokes, housekeeping },
    platform,
  )
  const desks = new WeakMap<Workplace, SignedInCalls>()

  function deskOfCurrent(): SignedInCalls {
    const workplace = sessions.current()
    const known = desks.get(workplace)
    if (known) return known
    const made = callsOf(workplace)
    desks.set(workplace, made)
    return made
  }

  /** Every window follows when somebody signs in or out. */
  async function told<T>(change: T | Promise<T>): Promise<T> {
    const value = await change
    events.emit('session', {})
    return value
  }

  return {
    desk: {
      ...lateBound(deskOfCurrent),
      ...sessions.calls,
      'session.signIn': (credentials) => told(sessions.calls['session.signIn'](credentials)),
      'session.signOut': (choice) => told(sessions.calls['session.signOut'](choice)),
      'sync.status': () => sessions.signedIn()?.sync.status() ?? signedOut,
    },
    events,
    report,
    stir: (by) => sessions.signedIn()?.sync.stir(by),
    close: () => sessions.close(),
  }
}

const signedOut: SyncStatus = {
  state: 'signed-out',
  syncedTo: null,
  waiting: 0,
  parked: 0,
  adjusted: 0,
  restored: null,
  progress: null,
  problem: null,
  platformBuild: 'same',
  clockOffsetMs: 0,
}

const callsOf = (workplace: Workplace): SignedInCalls => ({
  ...createRowCalls(workplace),
  ...createOutboxCalls(workplace),
  ...createBatchCalls(workplace),
  ...createOverviewCalls(workplace),
  ...createAvailabilityCalls(workplace),
  ...createOfflineCalls(workplace),
  ...createInspectionCalls(workplace),
  ...createMorningCalls(workplace),
  ...createReinspectionCalls(workplace),
  ...createLogCalls(workplace),
  ...createReportCalls(workplace),
  ...createCheckCalls(workplace),
})

/** Every call by its name, each looking up whose store it works on only when it is made. */
function lateBound(deskOfCurrent: () => SignedInCalls): SignedInCalls {
  const names = Object.keys(deskCalls) as (keyof SignedInCalls)[]
  const calls = names.map((name) => [name, (input: never) => deskOfCurrent()[name](input)])
  return Object.fromEntries(calls) as SignedInCalls
}
