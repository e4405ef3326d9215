import { setImmediate as nextTurn } from 'node:timers/promises'
import { rowTable } from '#core/kinds/kinds'
import { removeRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { ageingKinds, type Cuts } from '#shared/domain/ageing'
import { aged, asColumn, type Condition } from './cuts'
import { neededByUnsent, type Needed } from './needed-rows'

/** Rows at a time: a few milliseconds, and whoever asks for something meanwhile is answered in between. */
const chunk = 200

/** Lets go of the rows that have aged, except those that something unsent still needs. Answers how many went. */
export async function removeAged(store: Store, cuts: Cuts, ended: AbortSignal): Promise<number> {
  let removed = 0
  for (const kind of ageingKinds) {
    for (let below: string | null = '~'; below !== null && !ended.aborted; await nextTurn()) {
      const at: string = below
      below = store.transaction(() => {
        const ids = agedIds(store, kind, cuts, at)
        const needed = neededByUnsent(store)
        const going = ids.filter((id) => !isNeeded(store, needed, kind, id))
        for (const id of going) removeRow(store, kind, id)
        removed += going.length
        return ids.length < chunk ? null : (ids.at(-1) ?? null)
      })
    }
  }
  return removed
}

function agedIds(store: Store, kind: EntityKind, cuts: Cuts, below: string): string[] {
  const condition: Condition | null = aged(kind, cuts, asColumn)
  if (!condition) return []
  const sql = `SELECT id FROM ${rowTable(kind)} WHERE id < ? AND ${condition.sql} ORDER BY id DESC LIMIT ?`
  return store.all<{ id: string }>(sql, below, ...condition.values, chunk).map(({ id }) => id)
}

function isNeeded(store: Store, { has, many }: Needed, kind: EntityKind, id: string): boolean {
  if (has(kind, id)) return true
  return many.some((read) => {
    if (read.kind !== kind) return false
    const sql = `SELECT 1 AS yes FROM ${rowTable(kind)} WHERE id = ? AND "${read.field}" IS ?`
    return store.get(sql, id, read.value) !== undefined
  })
}
