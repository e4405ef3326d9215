import { subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import type { RowName } from '#core/overlay/touches'
import type { Truth } from '#core/overlay/truth'
import type { Store } from '#core/store/store'

/**
 * Commands whose effects are part of the truth once these rows of the feed are brought in: those whose audit entry came
 * along, which has a command's id, and those the feed has surely passed. `caughtUpTo` is null where more is to come.
 */
export function settledBy(store: Store, truths: readonly Truth[], caughtUpTo: string | null): number[] {
  const settled = new Set([...settledByAudit(store, truths), ...settledByTime(store, caughtUpTo)])
  const arrived = new Map(truths.map((truth) => [nameOf(truth), truth.version]))
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
 * that may be further than this page reaches: then the row here is still an earlier one, and what was made after it
 * would stand on nothing until the next page.
 */
function isOvertaken(store: Store, seq: number, arrived: ReadonlyMap<string, number>): boolean {
  const made = madeBy(store, seq)
  return store
    .all<RowName>(
      `SELECT DISTINCT mine.kind, mine.value AS id FROM touch mine
       JOIN touch later ON later.kind = mine.kind AND later.field = 'id' AND later.value = mine.value
         AND later.writes = 1 AND later.command_seq > mine.command_seq
       JOIN command ON command.seq = later.command_seq AND command.n IS NOT NULL
       WHERE mine.command_seq = ? AND mine.writes = 1`,
      seq,
    )
    .map(nameOf)
    .some((name) => (arrived.get(name) ?? -1) < (made.get(name) ?? 0))
}

/** The versions of the rows that a command left. */
function madeBy(store: Store, seq: number): ReadonlyMap<string, number> {
  const row = store.get<Pick<CommandRow, 'subjects'>>('SELECT subjects FROM command WHERE seq = ?', seq)
  return new Map(row ? subjectsOf(row).map((subject) => [nameOf(subject), subject.version]) : [])
}
