import { isTold } from '#core/overlay/pending-command'
import type { Ageing } from '#core/ageing/ageing'
import type { PlatformClock } from '#core/clock'
import { throttled } from '#core/events'
import { wasRestored } from '#core/overlay/contents'
import type { AuthorisedClient } from '#core/platform/authorised'
import { readNote, writeNote } from '#core/store/notes'
import { forgetSnapshot } from '#core/store/snapshot-note'
import type { Store } from '#core/store/store'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { SyncStatus } from '#shared/contract/desk'
import type { Stir } from '#shared/contract/native'
import type { Operator } from '#shared/contract/operator'
import { createBreather } from './breather'
import { createChecks } from './checks'
import { createLoop } from './loop'
import { listenForPokes } from './pokes'
import { pull } from './pull'
import { push, restoredNote } from './push'
import { snapshotProgress, takeSnapshot } from './snapshot'

/** Keeps one operator's store and the platform in step, for as long as the operator is signed in. */
export interface Sync {
  status(): SyncStatus
  /** Sends and fetches now; resolves when both have been tried. */
  now(): Promise<void>
  /** Something was queued, parked or discarded: tells so, online or not, and sends what waits. */
  wakePush(): void
  /** The session may be there again. */
  wake(): void
  /** The workstation saw a sign that the platform may be reached again. */
  stir(by: Stir): void
  stop(): Promise<void>
}

interface Options {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly clock: PlatformClock
  readonly operator: () => Operator
  readonly pollMs: number
  readonly pokes?: boolean
  /** Lets old rows go; without it everything is kept. */
  readonly ageing?: Ageing | null
  readonly now: () => number
  readonly onStatus: () => void
  /** For what is a bug: the console goes on, the log has it. */
  readonly report: (error: unknown) => void
}

type Standing = Pick<SyncStatus, 'state' | 'problem'>
const longestPauseMs = 60_000
/**
 * A network that is back is not always announced, and half a minute of "offline" in front of somebody who waits is
 * long; one request in ten seconds is what a platform that comes back can take from all its consoles.
 */
const longestOfflineMs = 10_000
/** Operators switch between windows all the time. */
const focusPauseMs = 5_000

export function createSync(options: Options): Sync {
  const { store, client, clock, operator, pollMs, ageing, onStatus } = options
  let standing: Standing = { state: 'offline', problem: null }
  const failures = { push: 0, pull: 0 }
  let hasPulled = false
  const checks = createChecks({ store, client, operator, pollMs, report: options.report })

  function settle(next: Standing): void {
    const isNew = next.state !== standing.state || next.problem !== standing.problem
    standing = next
    if (isNew) onStatus()
  }

  async function attempt(name: 'push' | 'pull', work: () => Promise<void>): Promise<void> {
    try {
      await work()
      failures[name] = 0
      if (failures.push + failures.pull === 0) settle(online)
    } catch (error) {
      if (isAppError(error) && error.code === 'cancelled') return
      failures[name] += 1
      if (!isAppError(error)) options.report(error)
      settle(standingAfter(error, client))
    }
  }

  async function pullPass(): Promise<void> {
    if (client.hasEnded()) return settle(signInAgain)
    const [wasReachable, build] = [isReachable(), client.platformBuild()]
    await attempt('pull', async () => {
      if (needsSnapshot(store)) await resumeSnapshot()
      await pullOrStartAnew()
      writeNote(store, 'clock-offset', clock.offsetMs())
      hasPulled = true
    })
    if (!wasReachable && isReachable()) reached()
    if (client.platformBuild() !== build) pushing.wake()
    onStatus()
    if (failures.pull === 0 && !client.hasEnded() && (await tidy())) asked.request()
  }

  /** What is to be done between two pulls; true when there is more to do at once. */
  async function tidy(): Promise<boolean> {
    if (await ageing?.step()) checks.want()
    return checks.step()
  }

  const isReachable = () => hasPulled && failures.pull === 0 && !client.hasEnded()

  /** The platform answers again: what could not be sent before need not wait any longer. */
  function reached(): void {
    if (failures.push > 0) pushing.wake()
    pokes?.wake()
  }

  const ask = () => asked.request()

  function heardAgain(): void {
    ask()
    if (failures.push > 0) pushing.wake()
  }

  const snapshot = () =>
    takeSnapshot({ store, client, operator, onProgress, renewCuts }).catch((error: unknown) =>
      restartIfForeign(store, error),
    )

  const renewCuts = () => ageing?.renew() ?? Promise.resolve()

  async function resumeSnapshot(): Promise<void> {
    await snapshot()
    // After a restore what waits could not be sent before.
    if (readNote(store, wasRestored)) pushing.wake()
  }

  function onProgress(): void {
    settle(online)
    onStatus()
  }

  async function pullOrStartAnew(): Promise<void> {
    try {
      await pull({ store, client, operator, onTaken: asked.worked })
    } catch (error) {
      if (!isStaleCursor(error)) throw error
      store.transaction(() => {
        writeNote(store, 'cursor', null)
        writeNote(store, wasRestored, true)
      })
      await snapshot()
      await pull({ store, client, operator })
      pushing.wake()
    }
  }

  async function pushPass(): Promise<void> {
    if (client.hasEnded()) return settle(signInAgain)
    // It may not know what is sent, and would refuse it.
    if (client.platformBuild() === 'older') return
    const { now } = options
    await attempt('push', () =>
      push({ store, client, operator, now, clock, onOutcomes: outcomesCame }).catch(lookAfresh),
    )
  }

  /** What a platform that was put back refuses can be sent once its rows are here. */
  function lookAfresh(error: unknown): never {
    if (isStaleCursor(error)) pulling.wake()
    throw error
  }

  function outcomesCame(): void {
    onStatus()
    ask()
  }

  const pauseAfter = (count: number, usual: number) =>
    count === 0
      ? usual
      : Math.min(Math.max(longestOfflineMs, pollMs), Math.max(pollMs, 500) * 2 ** Math.min(count, 7)) *
        (0.5 + Math.random() / 2)

  const pulling = createLoop({ pass: pullPass, pause: () => pauseAfter(failures.pull, pollMs) })
  // What waits is judged again with every page that concerns it: a long queue must not spend its time on that.
  const asked = createBreather(() => pulling.wake())
  const pushing = createLoop({ pass: pushPass, pause: () => pauseAfter(failures.push, longestPauseMs) })
  const pokes = options.pokes
    ? listenForPokes({ client, isReachable, onOpen: heardAgain, onLost: ask, onPoke: ask, report: options.report })
    : null
  const focused = throttled(focusPauseMs, wake)

  function wake(): void {
    pushing.wake()
    pulling.wake()
    pokes?.wake()
  }

  return {
    status: () => statusOf(options, standing),
    async now() {
      checks.want()
      await pushing.passed()
      await pulling.passed()
    },
    wakePush() {
      onStatus()
      pushing.wake()
    },
    wake,
    stir(by) {
      if (by === 'focus') return focused.request()
      pokes?.renew()
      wake()
    },
    async stop() {
      focused.stop()
      asked.stop()
      await Promise.all([pushing.stop(), pulling.stop(), pokes?.stop()])
    },
  }
}

const online: Standing = { state: 'online', problem: null }
const signInAgain: Standing = { state: 'sign-in-again', problem: '登录已失效，请重新登录。离线办理的内容都已保留' }

const needsSnapshot = (store: Store) => readNote(store, 'cursor') === null

const isStaleCursor = (error: unknown): boolean =>
  isAppError(error) && error.detail?.status !== 426 && ['incompatible', 'invalid'].includes(error.code)

/** A snapshot that was interrupted may belong to rights or a database that are no more: it begins again. */
function restartIfForeign(store: Store, error: unknown): never {
  if (isAppError(error) && ['not-found', 'incompatible'].includes(error.code) && error.detail?.status !== 426)
    forgetSnapshot(store)
  throw error
}

function standingAfter(error: unknown, client: AuthorisedClient): Standing {
  if (client.hasEnded()) return signInAgain
  if (!isAppError(error)) return { state: 'offline', problem: '同步时出现内部错误，已记入日志；稍后自动重试' }
  const isTooOld = error instanceof AppError && error.detail?.status === 426
  return { state: isTooOld ? 'too-old' : 'offline', problem: error.message }
}

function statusOf({ store, clock, client }: Options, standing: Standing): SyncStatus {
  const progress = snapshotProgress(store)
  const counts = store.all<{ state: string; count: number }>(
    `SELECT state, count(*) AS count FROM command WHERE state IN ('waiting', 'parked') AND ${isTold} GROUP BY state`,
  )
  const countOf = (state: string) => counts.find((row) => row.state === state)?.count ?? 0
  const syncedTo = readNote<string>(store, 'synced-to')
  const isLoading = standing.state === 'online' || (standing.state === 'offline' && standing.problem === null)
  return {
    ...standing,
    // The queue may have been tried before the first row is asked for.
    state: (progress || syncedTo === null) && isLoading ? 'first-sync' : standing.state,
    syncedTo,
    waiting: countOf('waiting'),
    parked: countOf('parked'),
    adjusted: store.get<{ n: number }>('SELECT count(*) AS n FROM command WHERE adjusted IS NOT NULL')?.n ?? 0,
    restored: readNote<NonNullable<SyncStatus['restored']>>(store, restoredNote),
    progress: progress && {
      received: progress.received,
      expected: progress.kinds.reduce((sum, { rows }) => sum + rows, 0),
    },
    platformBuild: client.platformBuild(),
    clockOffsetMs: clock.offsetMs(),
  }
}
