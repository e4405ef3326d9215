import { rowTable, searchTable, tableOf } from '#core/kinds/kinds'
import { bringIn } from '#core/overlay/truth'
import { nonsense } from '#core/platform/problem'
import { noteChange } from '#core/rows/rows'
import { spacedFields } from '#core/rows/words'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'

interface Load {
  readonly kind: EntityKind
  readonly lines: readonly string[]
  /** The table held nothing before this snapshot. */
  readonly fresh: boolean
  readonly generation: number
  readonly by: Operator
}

interface Loaded {
  readonly id: string
  readonly version: number
}

/** Stores rows of a snapshot and answers the last one's id. @throws AppError `unavailable` for lines that are no rows */
export function loadRows(store: Store, load: Load): string | null {
  const rows = load.lines.map(rowOf)
  if (load.fresh && nothingPending(store, load.kind)) insertAll(store, load, rows)
  else bringIn(store, truthsOf(load, rows), [], load.by)
  return rows.at(-1)?.id ?? null
}

export function rowOf(line: string): Loaded {
  const row = parsed(line)
  const isRow = typeof row === 'object' && row !== null && 'id' in row && 'version' in row
  if (isRow && typeof row.id === 'string' && typeof row.version === 'number') return row as Loaded
  throw nonsense('数据行缺少标识')
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw nonsense('数据行不是 JSON')
  }
}

const nothingPending = (store: Store, kind: EntityKind) =>
  store.get('SELECT 1 AS yes FROM touch WHERE kind = ? LIMIT 1', kind) === undefined

const truthsOf = ({ kind, lines, generation }: Load, rows: readonly Loaded[]) =>
  rows.map(({ id, version }, index) => ({ kind, id, version, generation, body: lines[index] ?? '' }))

/** Rows of one statement: enough to make it cheap, few enough for the number of values that SQLite takes. */
const together = 250
const valuesOf = (rows: number) => Array<string>(rows).fill('(?1, ?, ?, ?)').join(', ')

function insertAll(store: Store, { kind, lines, generation }: Load, rows: readonly Loaded[]): void {
  const table = rowTable(kind)
  const first = (store.get<{ key: number | null }>(`SELECT max(key) AS key FROM ${table}`)?.key ?? 0) + 1
  for (let from = 0; from < rows.length;) {
    // What is left over goes one by one: a statement for every number of rows would be prepared for once only.
    const count = rows.length - from < together ? 1 : together
    const values = rows.slice(from, from + count).flatMap((row, at) => [row.id, row.version, lines[from + at] ?? ''])
    store.run(`INSERT INTO ${table} (generation, id, version, body) VALUES ${valuesOf(count)}`, generation, ...values)
    from += count
  }
  noteChange(store, kind)
  insertWords(store, kind, first, rows)
}

/** Keys follow each other as the rows do. */
function insertWords(store: Store, kind: EntityKind, first: number, rows: readonly Loaded[]): void {
  const { words } = tableOf(kind)
  if (!words) return
  store.run(
    `INSERT INTO ${searchTable(kind)} (rowid, words) SELECT ? + key, value FROM json_each(?)`,
    first,
    JSON.stringify(rows.map((row) => spacedFields(words(row as never)))),
  )
}
