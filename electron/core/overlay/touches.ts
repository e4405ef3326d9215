import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { refsOf, type Change, type Reads } from '#shared/domain/command-rule'

/** One row by name. */
export interface RowName {
  readonly kind: EntityKind
  readonly id: string
}

const byId = 'id'
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/** Remembers what a pending command looked at, so that it is judged again when that changes. */
export function recordReads(store: Store, seq: number, reads: Reads): void {
  for (const { kind, id } of refsOf(reads)) record(store, seq, kind, byId, id, false)
  for (const read of Object.values(reads)) {
    if (read.how === 'many') record(store, seq, read.kind, read.field, textOf(read.value), false)
  }
}

export function recordWrites(store: Store, seq: number, changes: readonly Change[]): void {
  for (const { kind, entity } of changes) record(store, seq, kind, byId, entity.id, true)
}

function record(store: Store, seq: number, kind: EntityKind, field: string, value: string, writes: boolean): void {
  store.run(
    `INSERT INTO touch (command_seq, kind, field, value, writes) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET writes = max(writes, excluded.writes)`,
    seq,
    kind,
    field,
    value,
    Number(writes),
  )
}

export function forgetTouches(store: Store, seq: number): void {
  store.run('DELETE FROM touch WHERE command_seq = ?', seq)
}

export const anythingTouched = (store: Store): boolean => store.get('SELECT 1 AS yes FROM touch LIMIT 1') !== undefined

export const rowsWrittenBy = (store: Store, seq: number): RowName[] =>
  store
    .all<{ kind: EntityKind; value: string }>('SELECT kind, value FROM touch WHERE command_seq = ? AND writes = 1', seq)
    .map(({ kind, value }) => ({ kind, id: value }))

type Values = Readonly<Record<string, unknown>>

/** Commands that read or write a row, by its id or by a field that they went through all rows of; `arriving` is what the row is about to become. */
export function commandsTouching(store: Store, { kind, id }: RowName, arriving: Values | null = null): number[] {
  const present: Values | null = readRow(store, kind, id)
  const names = [
    [byId, id] as const,
    ...watchedFields(store, kind).flatMap((field) =>
      [present, arriving].filter((row) => row !== null).map((row) => [field, textOf(row[field])] as const),
    ),
  ]
  return names.flatMap(([field, value]) =>
    store
      .all<{ command_seq: number }>(
        'SELECT command_seq FROM touch WHERE kind = ? AND field = ? AND value = ?',
        kind,
        field,
        value,
      )
      .map((row) => row.command_seq),
  )
}

const watchedFields = (store: Store, kind: EntityKind): string[] =>
  store
    .all<{ field: string }>("SELECT DISTINCT field FROM touch WHERE kind = ? AND field <> 'id'", kind)
    .map(({ field }) => field)

/**
 * All pending commands that a change of these rows or the end of these commands can concern: whoever reads or writes
 * a row that one of them wrote is concerned too, and so on.
 */
export function concerned(
  store: Store,
  rows: readonly (RowName & { readonly arriving?: Values | null })[],
  seqs: readonly number[] = [],
): number[] {
  const found = new Set<number>()
  const visited = new Set<string>()
  const toVisit: (RowName & { readonly arriving?: Values | null })[] = [...rows]
  const add = (seq: number) => {
    if (found.has(seq)) return
    found.add(seq)
    toVisit.push(...rowsWrittenBy(store, seq))
  }
  seqs.forEach(add)
  for (let row = toVisit.pop(); row; row = toVisit.pop()) {
    const name = `${row.kind}:${row.id}`
    if (visited.has(name)) continue
    visited.add(name)
    commandsTouching(store, row, row.arriving).forEach(add)
  }
  return [...found].sort((a, b) => a - b)
}
