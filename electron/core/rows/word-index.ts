import { searchTable, tableOf } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { spacedFields } from './words'

const wordsOf = (kind: EntityKind, body: string): string | null => {
  const words = tableOf(kind).words
  return words ? spacedFields(words(JSON.parse(body))) : null
}

/** Makes a row findable that was not in the index. */
export function indexWords(store: Store, kind: EntityKind, key: number, body: string): void {
  const words = wordsOf(kind, body)
  if (words !== null) store.run(`INSERT INTO ${searchTable(kind)} (rowid, words) VALUES (?, ?)`, key, words)
}

/** Follows a change of a row; most changes leave its words alone. */
export function reindexWords(store: Store, kind: EntityKind, key: number, before: string, after: string): void {
  if (wordsOf(kind, before) === wordsOf(kind, after)) return
  forgetWords(store, kind, key)
  indexWords(store, kind, key, after)
}

export function forgetWords(store: Store, kind: EntityKind, key: number): void {
  if (tableOf(kind).words) store.run(`DELETE FROM ${searchTable(kind)} WHERE rowid = ?`, key)
}
