import { isDeepStrictEqual } from 'node:util'
import { searchTable, tableOf } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { spacedFields } from './words'

const fieldsOf = (kind: EntityKind, body: string) => tableOf(kind).words?.(JSON.parse(body)) ?? null

/** Makes a row findable that was not in the index. */
export function indexWords(store: Store, kind: EntityKind, key: number, body: string): void {
  const fields = fieldsOf(kind, body)
  if (!fields) return
  store.run(`INSERT INTO ${searchTable(kind)} (rowid, words) VALUES (?, ?)`, key, spacedFields(fields))
}

/** Follows a change of a row; most changes leave its words alone. */
export function reindexWords(store: Store, kind: EntityKind, key: number, before: string, after: string): void {
  if (isDeepStrictEqual(fieldsOf(kind, before), fieldsOf(kind, after))) return
  forgetWords(store, kind, key)
  indexWords(store, kind, key, after)
}

export function forgetWords(store: Store, kind: EntityKind, key: number): void {
  if (tableOf(kind).words) store.run(`DELETE FROM ${searchTable(kind)} WHERE rowid = ?`, key)
}
