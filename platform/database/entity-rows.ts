import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AnyEntity, EntityKind, EntityOf } from '#shared/contract/entity'
import { entityTables, type FieldColumn } from './entity-tables'
import type { Database } from './schema'

const quoted = (name: string) => `"${name}"`
const instantFormat = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

function asField({ field, column, type }: FieldColumn): string {
  const value = type === 'timestamptz' ? `to_char(${quoted(column)}, ${instantFormat})` : quoted(column)
  return `${value} as ${quoted(field)}`
}

const fieldLists = Object.fromEntries(
  Object.entries(entityTables).map(([kind, { columns }]) => [kind, columns.map(asField).join(', ')]),
) as Readonly<Record<EntityKind, string>>

/** The fields of a kind as a select list: each value in the form its schema asks for. Sessions run in UTC. */
export const fieldsOf = (kind: EntityKind): RawBuilder<unknown> => sql.raw(fieldLists[kind])

export const tableOf = (kind: EntityKind): RawBuilder<unknown> => sql.raw(quoted(entityTables[kind].table))

/** A column of a kind by the name of its field; refuses one that the kind doesn't have. */
export function columnOf(kind: EntityKind, field: string): FieldColumn {
  const found = entityTables[kind].columns.find((column) => column.field === field)
  if (!found) throw new Error(`${kind} has no field ${field}`)
  return found
}

/** Entities that are there (not deleted) and fit a condition, e.g. sql`site_id = ${id}`. */
export async function readEntities<K extends EntityKind>(
  db: Kysely<Database>,
  kind: K,
  where: RawBuilder<unknown>,
): Promise<EntityOf<K>[]> {
  const { rows } = await sql<{ entity: EntityOf<K> }>`
    select row_to_json(r) as entity
    from (select ${fieldsOf(kind)} from ${tableOf(kind)} where not deleted and (${where}) order by id) r
  `.execute(db)
  return rows.map((row) => row.entity)
}

/** Entities of a kind that fit a condition, under a name of their own. */
export interface Selection {
  readonly name: string
  readonly kind: EntityKind
  readonly where: RawBuilder<unknown>
}

/** Several selections in one statement, so in one snapshot and one way there and back; each in the order of its ids. */
export async function readEntitiesOf(
  db: Kysely<Database>,
  selections: readonly Selection[],
): Promise<ReadonlyMap<string, readonly AnyEntity[]>> {
  const found = new Map<string, AnyEntity[]>(selections.map(({ name }) => [name, []]))
  if (selections.length === 0) return found
  const parts = selections.map(
    ({ name, kind, where }) => sql`
      select ${sql.lit(name)} as name, row_to_json(r) as entity
      from (select ${fieldsOf(kind)} from ${tableOf(kind)} where not deleted and (${where})) r
    `,
  )
  const { rows } = await sql<{ name: string; entity: AnyEntity }>`${sql.join(parts, sql` union all `)}`.execute(db)
  for (const { name, entity } of rows) found.get(name)?.push(entity)
  for (const entities of found.values()) entities.sort((a, b) => (a.id < b.id ? -1 : 1))
  return found
}

/** A field that none of the entities has is left to the table: its default in a new row, what stands there in an old one. */
const given = (columns: readonly FieldColumn[], entities: readonly object[]): readonly FieldColumn[] =>
  columns.filter(({ field }) => entities.some((entity) => Object.hasOwn(entity, field)))

const names = (columns: readonly FieldColumn[]) => sql.raw(columns.map(({ column }) => quoted(column)).join(', '))
const fields = (columns: readonly FieldColumn[]) => sql.raw(columns.map(({ field }) => `x.${quoted(field)}`).join(', '))
const recordOf = (columns: readonly FieldColumn[]) =>
  sql.raw(columns.map(({ field, type }) => `${quoted(field)} ${type}`).join(', '))

/** Stores new entities in one statement (some thousands at a time); a version of 0 becomes 1, others stay. Answers how many. */
export async function insertEntities<K extends EntityKind>(
  db: Kysely<Database>,
  kind: K,
  entities: readonly EntityOf<K>[],
): Promise<number> {
  if (entities.length === 0) return 0
  const columns = given(entityTables[kind].columns, entities)
  const { numAffectedRows } = await sql`
    insert into ${tableOf(kind)} (${names(columns)})
    select ${fields(columns)} from json_to_recordset(${JSON.stringify(entities)}::json) as x(${recordOf(columns)})
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Stores entities over the versions that they name. Answers how many still had that version. */
export async function updateEntities<K extends EntityKind>(
  db: Kysely<Database>,
  kind: K,
  entities: readonly EntityOf<K>[],
): Promise<number> {
  if (entities.length === 0) return 0
  const columns = given(entityTables[kind].columns, entities)
  const set = columns.filter(({ field }) => field !== 'id' && field !== 'version')
  const sets = sql.raw(set.map(({ column, field }) => `${quoted(column)} = x.${quoted(field)}`).join(', '))
  const { numAffectedRows } = await sql`
    update ${tableOf(kind)} t set ${sets}
    from json_to_recordset(${JSON.stringify(entities)}::json) as x(${recordOf(columns)})
    where t.id = x.id and t.version = x.version and not t.deleted
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}
