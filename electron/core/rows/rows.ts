import { kindsShowing, rowTable } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { AnyEntity, EntityKind, EntityOf } from '#shared/contract/entity'
import { forgetWords, indexWords, reindexWords } from './word-index'

/** A row as it is stored. `generation` counts the snapshots of the platform: what an older one left behind is gone. */
export interface StoredRow {
  readonly id: string
  readonly version: number
  readonly generation: number
  readonly body: string
}

interface KeyedRow extends StoredRow {
  readonly key: number
}

export const storedRow = (store: Store, kind: EntityKind, id: string): StoredRow | undefined =>
  store.get<StoredRow>(`SELECT id, version, generation, body FROM ${rowTable(kind)} WHERE id = ?`, id)

const parsed = <K extends EntityKind>(row: { readonly body: string }) => JSON.parse(row.body) as EntityOf<K>

export function readRow<K extends EntityKind>(store: Store, kind: K, id: string): EntityOf<K> | null {
  const row = storedRow(store, kind, id)
  return row ? parsed<K>(row) : null
}

/** Rows whose field has that value, by id; of these, where asked, only those whose other field is one of some values. */
export function rowsWith<K extends EntityKind>(
  store: Store,
  kind: K,
  field: string,
  value: string | null,
  among?: { readonly field: string; readonly values: readonly string[] },
): EntityOf<K>[] {
  const sql = `SELECT body FROM ${rowTable(kind)} WHERE "${field}" IS ?`
  const also = among ? ` AND "${among.field}" IN (SELECT value FROM json_each(?))` : ''
  const values = among ? [value, JSON.stringify(among.values)] : [value]
  return store.all<StoredRow>(`${sql}${also} ORDER BY id`, ...values).map((row) => parsed<K>(row))
}

/** Says that rows of the kind changed, and those that show something of them. */
export function noteChange(store: Store, kind: EntityKind): void {
  for (const shown of kindsShowing(kind)) store.noteChange(shown)
}

export function putRow(store: Store, kind: EntityKind, row: StoredRow): void {
  const table = rowTable(kind)
  const present = store.get<KeyedRow>(`SELECT key, body FROM ${table} WHERE id = ?`, row.id)
  noteChange(store, kind)
  if (present) {
    store.run(
      `UPDATE ${table} SET version = ?, generation = ?, body = ? WHERE key = ?`,
      row.version,
      row.generation,
      row.body,
      present.key,
    )
    reindexWords(store, kind, present.key, present.body, row.body)
  } else {
    insertRow(store, kind, row)
  }
}

/** Stores a row that is known not to be there. */
export function insertRow(store: Store, kind: EntityKind, { id, version, generation, body }: StoredRow): void {
  const inserted = store.get<{ key: number }>(
    `INSERT INTO ${rowTable(kind)} (id, version, generation, body) VALUES (?, ?, ?, ?) RETURNING key`,
    id,
    version,
    generation,
    body,
  )
  if (inserted) indexWords(store, kind, inserted.key, body)
}

export function removeRow(store: Store, kind: EntityKind, id: string): void {
  const present = store.get<KeyedRow>(`SELECT key FROM ${rowTable(kind)} WHERE id = ?`, id)
  if (!present) return
  forgetWords(store, kind, present.key)
  store.run(`DELETE FROM ${rowTable(kind)} WHERE key = ?`, present.key)
  noteChange(store, kind)
}

/** The row as it is stored after a change was made to it here. */
export const bodyOf = (entity: AnyEntity): string => JSON.stringify(entity)
