import { expressionOf, fieldOf, rowTable, tableOf } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { Selection } from '#shared/contract/desk'
import type { EntityKind } from '#shared/contract/entity'
import { conditionOf, type Condition } from './conditions'
import { intersection, keyList } from './key-list'
import { search } from './search'
import { phrases } from './words'

export interface Sort {
  readonly by: string
  readonly descending: boolean
}

/** The rows of a selection, by key, in order. Kept until rows of the kind change, so that scrolling and typing on ask SQLite for little. */
export interface Selections {
  keys(selection: Selection, sort?: Sort): Int32Array
}

interface Kept {
  readonly revision: number
  readonly keys: Int32Array
}

const keptSelections = 48
/** Of a big province each list is a long one: together they take at most 16 MB. */
const keptKeys = 4_000_000

export function createSelections(store: Store): Selections {
  const kept = new Map<string, Kept>()

  function remembered(kind: EntityKind, name: string, compute: () => Int32Array): Int32Array {
    // Sites count for every kind: rows are filtered and found by their site's fields too.
    const revision = store.revisionOf(kind) + store.revisionOf('site')
    const known = kept.get(name)
    const keys = known?.revision === revision ? known.keys : compute()
    kept.delete(name)
    kept.set(name, { revision, keys })
    forgetOldest()
    return keys
  }

  function forgetOldest(): void {
    let keys = [...kept.values()].reduce((sum, each) => sum + each.keys.length, 0)
    for (const [name, oldest] of kept) {
      if (kept.size <= 1 || (kept.size <= keptSelections && keys <= keptKeys)) return
      kept.delete(name)
      keys -= oldest.keys.length
    }
  }

  const ordered = (kind: EntityKind, sort: Sort): Int32Array =>
    remembered(kind, JSON.stringify(['ordered', kind, sort]), () => orderedKeys(store, kind, sort, allRows))

  /** The rows of each restriction by itself, fewest first. Alone, each is answered from one index. */
  function restrictions({ kind, where, search: typed }: Selection): Int32Array[] {
    const filtered = Object.entries(where).map(([field, filter]) =>
      remembered(kind, JSON.stringify(['filtered', kind, field, filter]), () =>
        filteredKeys(store, kind, { [field]: filter }),
      ),
    )
    const isSought = phrases(typed).length > 0
    const found = isSought
      ? [remembered(kind, JSON.stringify(['found', kind, typed]), () => search(store, kind, typed))]
      : []
    return [...filtered, ...found].sort((a, b) => a.length - b.length)
  }

  function selected(selection: Selection, sort: Sort): Int32Array {
    const { kind } = selection
    fieldOf(kind, sort.by)
    const [fewest, ...others] = restrictions(selection)
    if (!fewest) return ordered(kind, sort)
    if (fewest.length > sortedBySqlite) return [fewest, ...others].reduce(intersection, ordered(kind, sort))
    const keys = JSON.stringify([...others.reduce(intersection, fewest)])
    return orderedKeys(store, kind, sort, { sql: 'key IN (SELECT value FROM json_each(?))', values: [keys] })
  }

  return {
    keys(selection, sort = tableOf(selection.kind).order) {
      const name = JSON.stringify(['selected', selection, sort])
      return remembered(selection.kind, name, () => selected(selection, sort))
    },
  }
}

/** So few rows SQLite sorts faster than the order of all rows is fetched. */
const sortedBySqlite = 1_000

const allRows: Condition = { sql: 'TRUE', values: [] }

function orderedKeys(store: Store, kind: EntityKind, sort: Sort, { sql, values }: Condition): Int32Array {
  const direction = sort.descending ? 'DESC' : 'ASC'
  const order = `ORDER BY ${expressionOf(kind, sort.by)} ${direction}, key ${direction}`
  return keyList(store, `SELECT key FROM ${rowTable(kind)} WHERE ${sql} ${order}`, values)
}

function filteredKeys(store: Store, kind: EntityKind, where: Selection['where']): Int32Array {
  const { sql, values } = conditionOf(kind, where)
  return keyList(store, `SELECT key FROM ${rowTable(kind)} WHERE ${sql}`, values)
}
