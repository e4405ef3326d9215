import type { RowName } from '#core/overlay/touches'
import type { Truth } from '#core/overlay/truth'
import type { Store } from '#core/store/store'

/**
 * Commands whose effects are part of the truth once these rows of the feed are brought in: those whose audit entry came
 * along, which has a command's id, and those the feed has surely passed. `caughtUpTo` is null where more is to come.
 */
export function settledBy(store: Store, truths: readonly Truth[], caughtUpTo: string | null): number[] {
  const settled = new Set([...settledByAudit(store, truths), ...settledByTime(store, caughtUpTo)])
  const arrived = new Set(truths.map(nameOf))
  return [...settled].filter((seq) => !isOvertaken(store, seq, arrived))
}

const nameOf = ({ kind, id }: RowName) => `${kind}:${id}`

const settledByAudit = (store: Store, truths: readonly Truth[]): number[] =>
  truths
    .filter(({ kind }) => kind === 'auditEntry')
    .map(({ id }) => store.get<{ seq: number }>("SELECT seq FROM command WHERE id = ? AND state = 'acknowledged'", id))
    .filter((row) => row !== undefined)
    .map(({ seq }) => seq)

const settledByTime = (store: Store, caughtUpTo: string | null): number[] =>
  store
    .all<{ seq: number }>("SELECT seq FROM command WHERE state = 'acknowledged' AND acknowledged_at <= ?", caughtUpTo)
    .map(({ seq }) => seq)

/**
 * The feed has a row where it last changed. When a later command that is with the platform already wrote the same row,
 * that may be further than this page reaches: then the row here is still the one before, and what was made after it
 * would stand on nothing until the next page.
 */
const isOvertaken = (store: Store, seq: number, arrived: ReadonlySet<string>): boolean =>
  store
    .all<RowName>(
      `SELECT DISTINCT mine.kind, mine.value AS id FROM touch mine
       JOIN touch later ON later.kind = mine.kind AND later.field = 'id' AND later.value = mine.value
         AND later.writes = 1 AND later.command_seq > mine.command_seq
       JOIN command ON command.seq = later.command_seq AND command.n IS NOT NULL
       WHERE mine.command_seq = ? AND mine.writes = 1`,
      seq,
    )
    .some((row) => !arrived.has(nameOf(row)))
