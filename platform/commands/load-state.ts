import { sql, type Kysely, type RawBuilder } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import type { ManyRead, Read, Reads } from '#shared/domain/command-rule'
import { columnOf, readEntitiesOf, type Selection } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

/** An entity as it was read, with its kind. */
export interface Known {
  readonly kind: EntityKind
  readonly entity: AnyEntity
}
/** What a rule gets to see, by the names of its reads. */
export type LoadedState = Readonly<Record<string, AnyEntity | null | readonly AnyEntity[]>>

const missing = (kind: EntityKind, id: string) =>
  new AppError('not-found', '所涉数据不存在或已删除，请同步后重试', { kind, id })

function conditionOf(read: Read): RawBuilder<unknown> | null {
  if (read.how === 'one') return read.id === null ? null : sql`id = ${read.id}::uuid`
  if (read.how === 'each') return read.ids.length === 0 ? null : sql`id = any(${read.ids}::uuid[])`
  return manyOf(read)
}

function manyOf({ kind, field, value, among }: ManyRead): RawBuilder<unknown> {
  const { column, type } = columnOf(kind, field)
  const fits = value === null ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${value}::${sql.raw(type)}`
  if (!among) return fits
  const other = columnOf(kind, among.field)
  return sql`${fits} and ${sql.ref(other.column)} = any(${among.values}::${sql.raw(other.type)}[])`
}

const asRead = (found: readonly AnyEntity[], read: Read): AnyEntity | null | readonly AnyEntity[] => {
  if (read.how === 'many') return found
  if (read.how === 'one') {
    if (found.length === 0 && !read.optional) throw missing(read.kind, read.id ?? '')
    return found[0] ?? null
  }
  const there = new Set(found.map(({ id }) => id))
  const lacking = read.ids.find((id) => !there.has(id))
  if (lacking !== undefined) throw missing(read.kind, lacking)
  return found
}

/** Everything a rule reads, in one statement. @throws AppError `not-found` for what has to be there */
export async function loadState(db: Kysely<Database>, reads: Reads): Promise<LoadedState> {
  const found = await readEntitiesOf(db, Object.entries(reads).flatMap(selectionOf))
  return Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, asRead(found.get(name) ?? [], read)]))
}

function selectionOf([name, read]: [string, Read]): Selection[] {
  const where = conditionOf(read)
  return where === null ? [] : [{ name, kind: read.kind, where }]
}

const listed = (value: AnyEntity | null | readonly AnyEntity[] | undefined): readonly AnyEntity[] =>
  value instanceof Array ? value : value ? [value as AnyEntity] : []

export const knownIn = (reads: Reads, state: LoadedState): readonly Known[] =>
  Object.entries(reads).flatMap(([name, { kind }]) => listed(state[name]).map((entity) => ({ kind, entity })))
