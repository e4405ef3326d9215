import { createAgeing, type Ageing } from './ageing/ageing'
import { createAvailability, type Availability } from './availability/availability'
import { throttled, type Events } from './events'
import { createExports, type Exports } from './exports'
import type { Report } from './log-file'
import type { Native } from './native'
import type { PlatformClock } from './clock'
import { createAuthorisedClient, type AuthorisedClient, type Tokens } from './platform/authorised'
import type { PlatformClient } from './platform/platform-client'
import { readRow } from './rows/rows'
import { createSelections, type Selections } from './rows/selections'
import { readNote, writeNote } from './store/notes'
import { forgetSnapshot } from './store/snapshot-note'
import type { Store } from './store/store'
import { createSync, type Sync } from './sync/sync'
import { createOfflineTexts, type OfflineTexts } from './texts/offline-texts'
import { offlineRule } from './texts/rule'
import type { Session } from '#shared/contract/api'
import { schemaVersion } from '#shared/contract/command'
import type { EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'

/** Everything one signed-in operator works with. */
export interface Workplace {
  readonly store: Store
  readonly clock: PlatformClock
  readonly client: AuthorisedClient
  readonly sync: Sync
  /** Null where nothing is done by itself. */
  readonly texts: OfflineTexts | null
  readonly ageing: Ageing | null
  readonly availability: Availability
  readonly events: Events
  readonly native: Native
  readonly exports: Exports
  readonly report: Report
  readonly selections: Selections
  /** The operator with the rights that the platform last told. */
  operator(): Operator
  /** Aborted when the operator leaves: whatever works on the store stops. */
  readonly ended: AbortSignal
  /** What still has results to store when the operator leaves: the store stays open until each of these has ended. */
  readonly unfinished: Set<Promise<void>>
  close(): Promise<void>
}

export interface WorkplaceOptions {
  readonly store: Store
  readonly platform: PlatformClient
  readonly clock: PlatformClock
  readonly session: Session | null
  readonly events: Events
  readonly native: Native
  readonly report: Report
  readonly pollMs: number
  readonly pokes?: boolean
  readonly housekeeping?: boolean
  readonly now: () => number
}

const eventPauseMs = 120

export const savedOperator = (store: Store): Operator | null => readNote<Operator>(store, 'operator')

export function openWorkplace(options: WorkplaceOptions): Workplace {
  const { store, clock, session, events, native, report } = options
  followSchema(store)
  if (session) writeNote(store, 'operator', session.operator)
  else clock.restore(readNote<number>(store, 'clock-offset') ?? 0)
  const client = createAuthorisedClient({
    client: options.platform,
    tokens: readNote<Tokens>(store, 'tokens'),
    keep: (tokens) => writeNote(store, 'tokens', tokens && { ...tokens, access: null }),
  })
  if (session) client.accept(session)

  const ending = new AbortController()
  const unfinished = new Set<Promise<void>>()
  const operator = () => operatorOf(store)
  const changedKinds = new Set<EntityKind>()
  const tellChanged = throttled(eventPauseMs, () => {
    events.emit('changed', { kinds: [...changedKinds] })
    changedKinds.clear()
  })
  const stopListening = store.onChange((kinds) => {
    for (const kind of kinds) changedKinds.add(kind)
    tellChanged.request()
  })
  const tellStatus = throttled(eventPauseMs, () => events.emit('sync', sync.status()))
  const common = { store, client, clock, operator, report, ended: ending.signal }
  const ageing = options.housekeeping ? createAgeing({ ...common, months: () => offlineRule(store).months }) : null
  const sync = createSync({ ...options, client, operator, ageing, onStatus: statusCame })
  const isOnline = () => sync.status().state === 'online'
  const availability = createAvailability({ ...common, isOnline })
  function statusCame(): void {
    tellStatus.request()
    if (options.housekeeping) void availability.synced()
  }
  const onProgress = () => events.emit('texts', {})
  const texts = options.housekeeping ? createOfflineTexts({ ...common, isOnline, onProgress }) : null

  return {
    store,
    clock,
    client,
    sync,
    texts,
    ageing,
    availability,
    events,
    native,
    exports: createExports(native),
    report,
    selections: createSelections(store),
    operator,
    ended: ending.signal,
    unfinished,
    async close() {
      ending.abort()
      await Promise.allSettled(unfinished)
      stopListening()
      tellChanged.stop()
      await options.platform.close()
      await sync.stop()
      await texts?.stop()
      await availability.stop()
      tellStatus.stop()
      store.close()
    },
  }
}

/** Another build may know kinds of rows that the one before passed over: all is fetched anew, what is unsent stays. */
function followSchema(store: Store): void {
  const known = readNote<number>(store, 'schema')
  if (known === schemaVersion) return
  store.transaction(() => {
    if (known !== null) {
      writeNote(store, 'cursor', null)
      forgetSnapshot(store)
    }
    writeNote(store, 'schema', schemaVersion)
  })
}

function operatorOf(store: Store): Operator {
  const saved = savedOperator(store)
  if (!saved) throw new Error('a store was opened that belongs to nobody')
  return readRow(store, 'operator', saved.id) ?? saved
}
