import { expressionOf, fieldOf, rowTable } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import type { Desk, Selection } from '#shared/contract/desk'
import type { EntityKind } from '#shared/contract/entity'
import { conditionOf } from './conditions'
import type { Workplace } from '#core/workplace'
import { isReadable, readableRow } from './readable'
import type { Selections } from './selections'
import { phrases } from './words'

type RowCalls = Pick<Desk, 'rows.list' | 'rows.get' | 'rows.ids' | 'rows.many' | 'rows.counts'>
type Brief = { readonly name: string; readonly code: string; readonly regionCode: string }

const none = new Int32Array(0)

export function createRowCalls({
  store,
  selections,
  operator,
}: Pick<Workplace, 'store' | 'selections' | 'operator'>): RowCalls {
  return {
    'rows.list'({ kind, where, search, sort, offset, limit }) {
      const keys = isReadable(kind, operator()) ? selections.keys({ kind, where, search }, sort) : none
      const rows = bodies(store, kind, keys.subarray(offset, offset + limit))
      return { total: keys.length, rows, sites: sitesOf(store, rows) }
    },
    'rows.get'({ kind, id }) {
      const row = readableRow(store, kind, id, operator())
      if (!row) throw new AppError('not-found', '该记录已不存在，或不在当前账号的范围内', { kind, id })
      return row
    },
    'rows.ids': (selection) => (isReadable(selection.kind, operator()) ? idsOf(store, selection, selections) : []),
    'rows.many': ({ kind, ids }) =>
      ids.map((id) => readableRow(store, kind, id, operator())).filter((row) => row !== null),
    'rows.counts': ({ by, ...selection }) =>
      isReadable(selection.kind, operator()) ? countsBy(store, selection, selections, by) : [],
  }
}

function bodies(store: Store, kind: EntityKind, keys: Int32Array): unknown[] {
  const sql = `SELECT body FROM ${rowTable(kind)} WHERE key = ?`
  return Array.from(keys, (key) => store.get<{ body: string }>(sql, key))
    .filter((row) => row !== undefined)
    .map(({ body }): unknown => JSON.parse(body))
}

const siteIdOf = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'siteId' in row && typeof row.siteId === 'string' ? row.siteId : null

function sitesOf(store: Store, rows: readonly unknown[]): Record<string, Brief> {
  const ids = new Set(rows.map(siteIdOf).filter((id) => id !== null))
  const sql = `SELECT "name", "code", "regionCode" FROM ${rowTable('site')} WHERE id = ?`
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const site = store.get<Brief>(sql, id)
      return site ? [[id, { name: site.name, code: site.code, regionCode: site.regionCode }]] : []
    }),
  )
}

function idsOf(store: Store, selection: Selection, selections: Selections): string[] {
  const keys = JSON.stringify([...selections.keys(selection)])
  const row = store.get<{ ids: string }>(
    `SELECT json_group_array(id) AS ids FROM (
       SELECT r.id FROM json_each(?) wanted CROSS JOIN ${rowTable(selection.kind)} r ON r.key = wanted.value)`,
    keys,
  )
  return row ? (JSON.parse(row.ids) as string[]) : []
}

function countsBy(store: Store, selection: Selection, selections: Selections, by: string) {
  const { isFlag } = fieldOf(selection.kind, by)
  const counts =
    phrases(selection.search).length === 0
      ? countAll(store, selection, by)
      : countFound(store, selection, selections, by)
  return counts.map(({ value, count }) => ({ value: isFlag && value !== null ? value === 1 : value, count }))
}

interface Counted {
  readonly value: string | number | null
  readonly count: number
}

function countAll(store: Store, { kind, where }: Selection, by: string): Counted[] {
  const { sql, values } = conditionOf(kind, where)
  return store.all<Counted>(
    `SELECT ${expressionOf(kind, by)} AS value, count(*) AS count FROM ${rowTable(kind)} WHERE ${sql} GROUP BY 1 ORDER BY 2 DESC, 1`,
    ...values,
  )
}

function countFound(store: Store, selection: Selection, selections: Selections, by: string): Counted[] {
  const keys = JSON.stringify([...selections.keys(selection)])
  const table = rowTable(selection.kind)
  return store.all<Counted>(
    `SELECT ${expressionOf(selection.kind, by)} AS value, count(*) AS count
     FROM json_each(?) wanted CROSS JOIN ${table} ON ${table}.key = wanted.value
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    keys,
  )
}
