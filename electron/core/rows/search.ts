import { rowTable, searchTable, tableOf } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import type { EntityKind } from '#shared/contract/entity'
import { intersection, keyList, union } from './key-list'
import { phrases } from './words'

const byOwnWords = (store: Store, kind: EntityKind, phrase: string) =>
  keyList(store, `SELECT rowid AS key FROM ${searchTable(kind)} WHERE words MATCH ?`, [phrase])

const bySiteWords = (store: Store, kind: EntityKind, phrase: string) =>
  keyList(
    store,
    `SELECT r.key FROM ${rowTable('site')} s JOIN ${rowTable(kind)} r ON r."siteId" = s.id
     WHERE s.key IN (SELECT rowid FROM ${searchTable('site')} WHERE words MATCH ?)`,
    [phrase],
  )

function withPhrase(store: Store, kind: EntityKind, phrase: string): Int32Array {
  const own = byOwnWords(store, kind, phrase)
  return tableOf(kind).foundBySite ? union(own, bySiteWords(store, kind, phrase)) : own
}

/** Keys of the rows that hold every word that was typed, in no order. @throws AppError `invalid` where a kind isn't searched */
export function search(store: Store, kind: EntityKind, typed: string): Int32Array {
  if (!tableOf(kind).words) throw new AppError('invalid', '此列表不支持文字搜索', { kind })
  return phrases(typed)
    .map((phrase) => withPhrase(store, kind, phrase))
    .reduce(intersection)
}
