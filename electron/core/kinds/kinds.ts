import { AppError } from '#shared/contract/app-error'
import type { EntityKind } from '#shared/contract/entity'
import type { Field, KindTable } from './kind-table'

const found = import.meta.glob<KindTable>('./tables/*.ts', { eager: true, import: 'table' })

export const kindTables: ReadonlyMap<EntityKind, KindTable> = new Map(
  Object.values(found).map((table) => [table.kind, table]),
)

export function tableOf(kind: EntityKind): KindTable {
  const table = kindTables.get(kind)
  if (!table) throw new Error(`no table is declared for rows of kind ${kind}`)
  return table
}

/** Name of the table that holds rows of a kind, and of its full-text index. */
export const rowTable = (kind: EntityKind): string => `row_${kind}`
export const searchTable = (kind: EntityKind): string => `search_${kind}`

/** SQL of a field of the kind. @throws AppError `invalid` where there is none of that name */
export function fieldOf(kind: EntityKind, name: string): Field {
  const { fields } = tableOf(kind)
  // `constructor` and its like are no fields, though every object has them.
  const field = name === 'id' ? {} : Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field) return field
  throw new AppError('invalid', `列表不支持按“${name}”筛选或排序`, { kind, field: name })
}

/** What stands for a field in SQL over the kind's table. @throws AppError `invalid` where there is none of that name */
export const expressionOf = (kind: EntityKind, name: string): string =>
  fieldOf(kind, name).derived?.sql ?? `${rowTable(kind)}."${name}"`

/** Kinds whose rows look different when rows of that kind change, itself first. */
export function kindsShowing(kind: EntityKind): readonly EntityKind[] {
  const others = [...kindTables.values()].filter(({ fields }) =>
    Object.values(fields).some(({ derived }) => derived?.from === kind),
  )
  return [kind, ...others.map((table) => table.kind)]
}
