import { fieldOf, rowTable, tableOf } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { Selection } from '#shared/contract/desk'
import type { EntityKind } from '#shared/contract/entity'
import { conditionOf } from './conditions'
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

const keptSelections = 32

export function createSelections(store: Store): Selections {
  const kept = new Map<string, Kept>()

  function remembered(kind: EntityKind, name: string, compute: () => Int32Array): Int32Array {
    // Sites count for every kind: rows are filtered and found by their site's fields too.
    const revision = store.revisionOf(kind) + store.revisionOf('site')
    const known = kept.get(name)
    const keys = known?.revision === revision ? known.keys : compute()
    kept.delete(name)
    kept.set(name, { revision, keys })
    for (const oldest of kept.keys()) if (kept.size > keptSelections) kept.delete(oldest)
    return keys
  }

  function ordered({ kind, where }: Selection, sort: Sort): Int32Array {
    return remembered(kind, JSON.stringify(['ordered', kind, where, sort]), () => orderedKeys(store, kind, where, sort))
  }

  function found({ kind, search: typed }: Selection): Int32Array | null {
    if (phrases(typed).length === 0) return null
    return remembered(kind, JSON.stringify(['found', kind, typed]), () => search(store, kind, typed))
  }

  return {
    keys(selection, sort = tableOf(selection.kind).order) {
      const name = JSON.stringify(['selected', selection, sort])
      return remembered(selection.kind, name, () => {
        const all = ordered(selection, sort)
        const matching = found(selection)
        return matching ? intersection(all, matching) : all
      })
    },
  }
}

function orderedKeys(store: Store, kind: EntityKind, where: Selection['where'], sort: Sort): Int32Array {
  fieldOf(kind, sort.by)
  const { sql, values } = conditionOf(kind, where)
  const direction = sort.descending ? 'DESC' : 'ASC'
  const order = `ORDER BY "${sort.by}" ${direction}, key ${direction}`
  return keyList(store, `SELECT key FROM ${rowTable(kind)} WHERE ${sql} ${order}`, values)
}
