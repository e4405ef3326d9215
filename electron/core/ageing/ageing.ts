import type { PlatformClock } from '#core/clock'
import type { AuthorisedClient } from '#core/platform/authorised'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import { isAppError } from '#shared/contract/app-error'
import { readCuts, writeCuts, type Cuts } from '#shared/domain/ageing'
import { dayOf } from '#shared/domain/calendar'
import { cutsOf, heldHere, saveCuts } from './cuts'
import { removeAged } from './remove-aged'
import { removeSettledCommands } from './settled-commands'

/** Lets what is over leave this workstation once it is old. Only to be used between two pulls. */
export interface Ageing {
  /** Finds out, before a snapshot, from which day on rows are to be fetched. */
  renew(): Promise<void>
  /** Once a day, and when it was asked for: answers true where more is to be kept here than before. Never rejects. */
  step(): Promise<boolean>
  /** The rule has changed. */
  want(): void
}

interface Options {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly clock: PlatformClock
  /** Months for which what is over is kept, null for always. */
  readonly months: () => number | null
  readonly report: (error: unknown) => void
  readonly ended: AbortSignal
}

const doneNote = 'aged-on'
/** After a failure; pulls come every few seconds. */
const restMs = 5 * 60_000

export function createAgeing({ store, client, clock, months, report, ended }: Options): Ageing {
  const today = () => dayOf(clock.now())
  let restUntil = 0

  async function wantedCuts(): Promise<Cuts> {
    const kept = months()
    if (kept === null) return {}
    const answer = await client.call(routes.keptFrom, { query: { months: kept } }).catch(noneOfAnOlderPlatform)
    return heldHere(store, readCuts(answer.kept))
  }

  async function age(): Promise<boolean> {
    if (performance.now() < restUntil || readNote<string>(store, doneNote) === today()) return false
    const before = cutsOf(store)
    const cuts = await wantedCuts()
    saveCuts(store, cuts)
    const removed = await removeAged(store, cuts, ended)
    if (ended.aborted) return false
    if (removed > 0) report(`数据老化：已办结且早于 ${writeCuts(cuts)} 的 ${removed} 条记录已移出本机`)
    removeSettledCommands(store, clock.now())
    writeNote(store, doneNote, today())
    return keepsMore(before, cuts)
  }

  return {
    renew: async () => saveCuts(store, await wantedCuts()),
    step: () =>
      age().catch((error: unknown) => {
        restUntil = performance.now() + restMs
        if (!isAppError(error)) report(error)
        return false
      }),
    want: () => writeNote(store, doneNote, null),
  }
}

function noneOfAnOlderPlatform(error: unknown): { kept: string } {
  if (isAppError(error) && error.code === 'not-found') return { kept: '' }
  throw error
}

/** What was let go under the former days is fetched again by the next comparison with the platform. */
const keepsMore = (before: Cuts, now: Cuts): boolean =>
  Object.entries(before).some(([kind, cut]) => (now[kind as keyof Cuts] ?? '') < cut)
