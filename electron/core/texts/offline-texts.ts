import type { PlatformClock } from '#core/clock'
import { throttled } from '#core/events'
import type { AuthorisedClient } from '#core/platform/authorised'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { createLoop } from '#core/sync/loop'
import { isAppError } from '#shared/contract/app-error'
import type { TextProgress } from '#shared/contract/offline'
import type { Operator } from '#shared/contract/operator'
import { everything, evict, lacksWork, onlyUnnamed } from './evict'
import { fetchSome } from './fetch-texts'
import { bytesKept } from './kept-texts'
import { offlineRule } from './rule'
import { listWanted } from './wanted'

/** Fetches in the background what the operator's rule names, and lets go of what the limit leaves no room for. */
export interface OfflineTexts {
  progress(): TextProgress
  /** The rule, a pin or what waits has changed: goes through it anew. Resolves after that. */
  renew(): Promise<void>
  /** Stops fetching, or goes on where it stopped; remembered over a restart. */
  pause(isPaused: boolean): void
  stop(): Promise<void>
}

interface Options {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly clock: PlatformClock
  readonly operator: () => Operator
  readonly isOnline: () => boolean
  readonly onProgress: () => void
  readonly report: (error: unknown) => void
  readonly ended: AbortSignal
}

const pausedNote = 'texts-paused'
const megabyte = 1_000_000
/** What waits changes all day; a text that is missing for some minutes is fetched when it is opened. */
const renewEveryMs = 10 * 60_000
const lookEveryMs = 2_000

export function createOfflineTexts(options: Options): OfflineTexts {
  const { store, client, clock, operator, isOnline, report, ended } = options
  let state: TextProgress['state'] = 'idle'
  let isFull = false
  /** Everything that the rule named when it was last gone through has been asked for. */
  let isThrough = false
  let renewAt = 0
  const tell = throttled(500, options.onProgress)

  const isPaused = () => readNote<boolean>(store, pausedNote) === true

  function settle(next: TextProgress['state']): void {
    if (next !== state) tell.request()
    state = next
  }

  async function pass(): Promise<void> {
    try {
      if (!isOnline()) return settle('offline')
      if (performance.now() >= renewAt) await renewRule()
      if (isPaused()) return settle('paused')
      if (!isThrough) await fetchAll()
      settle('idle')
    } catch (error) {
      settle('offline')
      if (!isAppError(error)) report(error)
    }
  }

  async function renewRule(): Promise<void> {
    renewAt = performance.now() + renewEveryMs
    isThrough = false
    const rule = offlineRule(store)
    await listWanted({ store, rule, operator: operator(), at: clock.now() }, ended)
    if (ended.aborted) return
    const limit = rule.megabytes * megabyte
    evict(store, isFull && lacksWork(store) ? limit * 0.95 : limit, everything)
    tell.request()
  }

  async function fetchAll(): Promise<void> {
    const limit = offlineRule(store).megabytes * megabyte
    isFull = false
    settle('fetching')
    for (let rank: number | null = 0; rank !== null;) {
      if (ended.aborted || isPaused()) return
      evict(store, limit - megabyte, onlyUnnamed)
      const room = limit - bytesKept(store)
      isFull = room <= 0
      if (isFull) break
      rank = await fetchSome({ store, client, after: rank, room })
      tell.request()
    }
    isThrough = true
  }

  const loop = createLoop({ pass, pause: () => lookEveryMs })

  return {
    progress: () => ({ ...countsOf(store), state, full: isFull }),
    async renew() {
      renewAt = 0
      await loop.passed()
    },
    pause(paused) {
      writeNote(store, pausedNote, paused)
      settle(paused ? 'paused' : 'idle')
      tell.request()
      loop.wake()
    },
    async stop() {
      await loop.stop()
      tell.stop()
    },
  }
}

function countsOf(store: Store): Pick<TextProgress, 'wanted' | 'kept' | 'read' | 'bytes'> {
  const counts = store.get<{ wanted: number; kept: number; all: number }>(
    `SELECT (SELECT count(*) FROM wanted_text) AS wanted,
       (SELECT count(*) FROM wanted_text w JOIN text_of t ON t.article_id = w.article_id AND t.hash = w.hash) AS kept,
       (SELECT count(*) FROM text_of) AS "all"`,
  )
  const { wanted = 0, kept = 0, all = 0 } = counts ?? {}
  return { wanted, kept, read: Math.max(0, all - kept), bytes: bytesKept(store) }
}
