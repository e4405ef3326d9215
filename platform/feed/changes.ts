import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import { fieldsOf, tableOf } from '#platform/database/entity-rows'
import { entityTables } from '#platform/database/entity-tables'
import type { Database } from '#platform/database/schema'
import type { Place } from './cursor'
import type { Reader } from './reader'
import { visibleKinds, visibleRows } from './visibility'

/** One row of the feed; `value` is the entity's JSON text, null for one that was deleted. */
export interface ChangeRow extends Place {
  readonly kind: EntityKind
  readonly id: string
  readonly version: number
  readonly deleted: boolean
  readonly value: string | null
  /** The site it belongs to; for a site that is itself. */
  readonly siteId: string | null
}

export interface Span {
  readonly after: Place
  readonly below: string
  readonly limit: number
}

/** Held against who may see it. */
function siteOf(kind: EntityKind): RawBuilder<unknown> {
  if (kind === 'site') return sql`id`
  return entityTables[kind].columns.some(({ column }) => column === 'site_id') ? sql`site_id` : sql`null::uuid`
}

const changedOf = (reader: Reader, kind: EntityKind, { after, below, limit }: Span) => sql`(
  select ${sql.lit(kind)} as kind, id, version, deleted, tx, seq, ${siteOf(kind)} as site_id from ${tableOf(kind)}
  where (tx, seq) > (${after.tx}::xid8, ${after.seq}::bigint) and tx < ${below}::xid8
    and (${visibleRows(reader, kind)})
  order by tx, seq limit ${limit}
)`

const valueOf = (kind: EntityKind) => sql`when ${sql.lit(kind)} then (
  select row_to_json(r)::text from (select ${fieldsOf(kind)} from ${tableOf(kind)} t where t.id = page.id) r
)`

const joined = (parts: readonly RawBuilder<unknown>[], by: string) => sql.join(parts, sql.raw(by))

/**
 * Changes after a place, in the order of their transactions. One statement, so one snapshot: a row and its value belong
 * together. `below` comes from an earlier statement as a parameter, so that the indexes on (tx, seq) carry it.
 */
export async function readChanges(db: Kysely<Database>, reader: Reader, span: Span): Promise<readonly ChangeRow[]> {
  const kinds = visibleKinds(reader)
  const { rows } = await sql<ChangeRow>`
    with page as materialized (
      select * from (${joined(
        kinds.map((kind) => changedOf(reader, kind, span)),
        ' union all ',
      )}) changed order by tx, seq limit ${span.limit}
    )
    select kind, id, version, deleted, tx, seq, site_id,
      case when not deleted then case kind ${joined(kinds.map(valueOf), ' ')} end end as value
    from page order by tx, seq
  `.execute(db)
  return rows
}
