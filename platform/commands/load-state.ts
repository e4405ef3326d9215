import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import type { EachRead, ManyRead, OneRead, Read, Reads } from '#shared/domain/command-rule'
import { columnOf, readEntities } from '#platform/database/entity-rows'
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

async function loadOne(db: Kysely<Database>, { kind, id, optional }: OneRead): Promise<AnyEntity | null> {
  const [entity] = id === null ? [] : await readEntities(db, kind, sql`id = ${id}::uuid`)
  if (!entity && !optional) throw missing(kind, id ?? '')
  return entity ?? null
}

async function loadEach(db: Kysely<Database>, { kind, ids }: EachRead): Promise<readonly AnyEntity[]> {
  if (ids.length === 0) return []
  const entities: readonly AnyEntity[] = await readEntities(db, kind, sql`id = any(${ids}::uuid[])`)
  const there = new Set(entities.map(({ id }) => id))
  const lacking = ids.find((id) => !there.has(id))
  if (lacking !== undefined) throw missing(kind, lacking)
  return entities
}

async function loadMany(db: Kysely<Database>, { kind, field, value, among }: ManyRead): Promise<readonly AnyEntity[]> {
  const { column, type } = columnOf(kind, field)
  const condition =
    value === null ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${value}::${sql.raw(type)}`
  if (!among) return readEntities(db, kind, condition)
  const other = columnOf(kind, among.field)
  const isAmong = sql`${sql.ref(other.column)} = any(${among.values}::${sql.raw(other.type)}[])`
  return readEntities(db, kind, sql`${condition} and ${isAmong}`)
}

function load(db: Kysely<Database>, read: Read): Promise<AnyEntity | null | readonly AnyEntity[]> {
  if (read.how === 'one') return loadOne(db, read)
  return read.how === 'each' ? loadEach(db, read) : loadMany(db, read)
}

/** Everything a rule reads. @throws AppError `not-found` for what has to be there */
export async function loadState(db: Kysely<Database>, reads: Reads): Promise<LoadedState> {
  const state: Record<string, AnyEntity | null | readonly AnyEntity[]> = {}
  for (const [name, read] of Object.entries(reads)) state[name] = await load(db, read)
  return state
}

const listed = (value: AnyEntity | null | readonly AnyEntity[] | undefined): readonly AnyEntity[] =>
  value instanceof Array ? value : value ? [value as AnyEntity] : []

export const knownIn = (reads: Reads, state: LoadedState): readonly Known[] =>
  Object.entries(reads).flatMap(([name, { kind }]) => listed(state[name]).map((entity) => ({ kind, entity })))
