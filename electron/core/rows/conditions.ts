import type { FieldFilter } from '#shared/contract/desk'
import type { EntityKind } from '#shared/contract/entity'
import { expressionOf, fieldOf, rowTable, tableOf } from '#core/kinds/kinds'
import type { SqlValue } from '#core/store/store'

/** A condition over rows of a kind, with the values of its question marks. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

export type Filters = Readonly<Record<string, FieldFilter>>
type Scalar = string | number | boolean | null

const plain = (value: Scalar): SqlValue => (typeof value === 'boolean' ? Number(value) : value)
const ofSite = 'site.'

/** All filters together; `site.<field>` restricts by a field of the site that a row belongs to. */
export function conditionOf(kind: EntityKind, filters: Filters): Condition {
  const parts = Object.entries(filters).map(([name, filter]) =>
    name.startsWith(ofSite)
      ? siteCondition(kind, name.slice(ofSite.length), filter)
      : fieldCondition(kind, name, filter),
  )
  if (parts.length === 0) return { sql: 'TRUE', values: [] }
  return { sql: parts.map(({ sql }) => `(${sql})`).join(' AND '), values: parts.flatMap(({ values }) => values) }
}

function siteCondition(kind: EntityKind, name: string, filter: FieldFilter): Condition {
  if (!Object.hasOwn(tableOf(kind).fields, 'siteId')) fieldOf(kind, ofSite + name)
  const { sql, values } = fieldCondition('site', name, filter)
  return { sql: `"siteId" IN (SELECT id FROM ${rowTable('site')} WHERE ${sql})`, values }
}

function fieldCondition(kind: EntityKind, name: string, filter: FieldFilter): Condition {
  const field = expressionOf(kind, name)
  return 'in' in filter ? oneOf(field, filter.in.map(plain)) : within(field, filter)
}

function oneOf(field: string, values: readonly SqlValue[]): Condition {
  if (values.length === 1) return { sql: `${field} IS ?`, values }
  const orNull = values.includes(null) ? ` OR ${field} IS NULL` : ''
  return { sql: `${field} IN (SELECT value FROM json_each(?))${orNull}`, values: [JSON.stringify(values)] }
}

function within(field: string, { from, to }: { readonly from?: Scalar; readonly to?: Scalar }): Condition {
  const bounds = [
    ...(from === undefined ? [] : [{ sql: `${field} >= ?`, value: plain(from) }]),
    ...(to === undefined ? [] : [{ sql: `${field} <= ?`, value: plain(to) }]),
  ]
  if (bounds.length === 0) return { sql: `${field} IS NOT NULL`, values: [] }
  return { sql: bounds.map(({ sql }) => sql).join(' AND '), values: bounds.map(({ value }) => value) }
}
