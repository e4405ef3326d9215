import { sql, type Kysely } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import type { Cuts } from '#shared/domain/ageing'
import { fieldsOf, tableOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { keptRows } from './ageing'
import type { Reader } from './reader'
import { visibleKinds, visibleRows } from './visibility'

/** How many rows of each kind await a reader, in the order of the first sync. */
export async function countRows(
  db: Kysely<Database>,
  reader: Reader,
  cuts: Cuts,
): Promise<{ kind: EntityKind; rows: number }[]> {
  const kinds = visibleKinds(reader)
  const counts = kinds.map(
    (kind) =>
      sql`(select count(*) from ${tableOf(kind)} where not deleted and (${visibleRows(reader, kind)}) and ${keptRows(kind, cuts)})`,
  )
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}]::integer[] as counts`.execute(db)
  return kinds.map((kind, index) => ({ kind, rows: rows[0]?.counts[index] ?? 0 }))
}

/** Rows of one statement: enough to make it cheap, few enough that memory stays flat. */
const chunk = 2_000

interface Wanted {
  readonly kind: EntityKind
  readonly below: string
  readonly cuts: Cuts
  readonly limit: number
}

/** PostgreSQL writes the lines: a row never becomes an object here. */
async function readChunk(db: Kysely<Database>, reader: Reader, { kind, below, cuts, limit }: Wanted) {
  const { rows } = await sql<{ lines: string | null; count: number; last: string | null }>`
    select string_agg(row_to_json(r)::text, E'\n' order by r.id desc) as lines, count(*) as count,
      min(r.id::text) as last
    from (
      select ${fieldsOf(kind)} from ${tableOf(kind)}
      where id < ${below}::uuid and not deleted and (${visibleRows(reader, kind)}) and ${keptRows(kind, cuts)}
      order by id desc limit ${limit}
    ) r
  `.execute(db)
  return rows[0]
}

export const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Rows as NDJSON text, newest id first. Each chunk is read on its own: what changes meanwhile comes again in the feed. */
export async function* snapshotLines(db: Kysely<Database>, reader: Reader, wanted: Wanted): AsyncGenerator<string> {
  let { below, limit } = wanted
  while (limit > 0) {
    const rows = await readChunk(db, reader, { ...wanted, below, limit: Math.min(limit, chunk) })
    if (!rows?.lines || !rows.last) return
    yield `${rows.lines}\n`
    if (rows.count < Math.min(limit, chunk)) return
    below = rows.last
    limit -= rows.count
  }
}
