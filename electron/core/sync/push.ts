import type { PlatformClock } from '#core/clock'
import type { AuthorisedClient } from '#core/platform/authorised'
import { parkMalformed, recordOutcomes } from '#core/outbox/outcomes'
import { commandOf, deviceOf, lastApplied, renumber, takeCommands } from '#core/outbox/sending'
import { isBaseAhead, wasRestored } from '#core/overlay/contents'
import { unbaseAll, withoutLost } from '#core/overlay/overlay'
import { subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { storedRow } from '#core/rows/rows'
import { dropNote, readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { cursorHeader, routes } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { Operator } from '#shared/contract/operator'
import { snapshotProgress } from './snapshot'

export interface Pushing {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly operator: () => Operator
  readonly now: () => number
  readonly clock: Pick<PlatformClock, 'instant'>
  /** Called after outcomes were stored. */
  readonly onOutcomes: () => void
}

/** Note of when a restore was last dealt with, and how much was sent again: for the operator to know. */
export const restoredNote = 'restored'

const longestAnswerMs = 120_000

/** Sends everything that waits, request by request. @throws AppError when the platform can't take more now */
export async function push(pushing: Pushing): Promise<void> {
  if (readNote<boolean>(pushing.store, wasRestored)) {
    // Until all rows are the new platform's, nobody can tell on which of them a command still stands.
    if (readNote(pushing.store, 'cursor') === null) return
    await askAgain(pushing)
  }
  for (let rows = takeCommands(pushing.store); rows.length > 0; rows = takeCommands(pushing.store)) {
    await sendOrSplit(pushing, rows)
  }
}

async function sendOrSplit(pushing: Pushing, rows: readonly CommandRow[]): Promise<void> {
  try {
    await send(pushing, rows)
  } catch (error) {
    if (!isAppError(error)) throw error
    const expected = expectedN(error)
    if (expected !== null && expected !== rows[0]?.n) return renumber(pushing.store, expected, pushing.operator())
    if (error.code !== 'invalid') throw error
    await sendOneByOne(pushing, rows, error)
  }
}

async function send({ store, client, operator, now, onOutcomes }: Pushing, rows: readonly CommandRow[]): Promise<void> {
  const askedAt = now()
  const body = { device: deviceOf(store), commands: rows.map((row) => commandOf(store, row)) }
  const answer = await client.call(routes.sendCommands, { body, headers: placeOf(store) })
  // The workstation's clock may have been set meanwhile: then it says nothing about how long this took.
  const took = Math.min(longestAnswerMs, Math.max(0, now() - askedAt))
  const settledAt = new Date(Date.parse(answer.serverTime) + took).toISOString()
  const wait = recordOutcomes(store, answer, settledAt, operator())
  onOutcomes()
  if (wait !== null) throw new AppError('unavailable', wait)
  const judged = new Set(answer.outcomes.map(({ id }) => id))
  if (!rows.some(({ id }) => judged.has(id))) throw new AppError('unavailable', '平台没有给出处理结果，稍后自动重试')
}

/** Where the versions that the commands name were read. */
function placeOf(store: Store): Record<string, string> {
  const cursor = readNote<string>(store, 'cursor') ?? snapshotProgress(store)?.cursor
  return cursor === undefined ? {} : { [cursorHeader]: cursor }
}

/** Learns from the last applied command, sent once more, how much the platform still knows. */
async function askAgain(pushing: Pushing): Promise<void> {
  const { store, operator, clock } = pushing
  const last = lastApplied(store)
  const from = last && (await forgottenFrom(pushing, last))
  store.transaction(() => {
    if (from !== null) {
      renumber(store, from, operator())
      writeNote(store, restoredNote, { at: clock.instant(), resent: waitingFrom(store, from) })
    }
    unbaseAll(store)
    dropNote(store, wasRestored)
  })
}

const waitingFrom = (store: Store, from: number): number =>
  store.get<{ count: number }>("SELECT count(*) AS count FROM command WHERE state = 'waiting' AND n >= ?", from)
    ?.count ?? 0

/** The number of the first command that the platform has forgotten; null where it remembers them all. */
async function forgottenFrom({ store, client }: Pushing, last: CommandRow): Promise<number | null> {
  try {
    const again = { ...last, base: withoutLost(last, (base) => isBaseAhead(store, base)) }
    const body = { device: deviceOf(store), commands: [commandOf(store, again)] }
    const { outcomes } = await client.call(routes.sendCommands, { body, headers: placeOf(store) })
    // Judged anew just now and found wanting: it takes the usual way of what is refused.
    const isApplied = outcomes.every(({ result }) => result.startsWith('applied'))
    return isApplied && !isEffectMissing(store, last) ? null : last.n
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'invalid' && expectedN(error) === null)) throw error
    return expectedN(error)
  }
}

/** The rows are of after the restore: what is not among them was applied anew only when it was asked about. */
const isEffectMissing = (store: Store, row: CommandRow): boolean =>
  subjectsOf(row).some(({ kind, id, version }) => (storedRow(store, kind, id)?.version ?? version) < version)

/** Something in the request doesn't fit the platform's schema: the others must not wait for it. */
async function sendOneByOne(pushing: Pushing, rows: readonly CommandRow[], error: AppError): Promise<void> {
  const [first, ...others] = rows
  if (!first) return
  if (others.length === 0) {
    parkMalformed(pushing.store, first, error.message, pushing.operator())
    return pushing.onOutcomes()
  }
  await sendOrSplit(pushing, [first])
}

/** The number that the platform waits for, where that is why it refused. */
function expectedN(error: AppError): number | null {
  const errors = error.detail?.errors
  const isNamed = typeof errors === 'object' && errors !== null && 'nextN' in errors
  return isNamed && typeof errors.nextN === 'number' ? errors.nextN : null
}
