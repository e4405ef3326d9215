import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'

/** How far the feed can be read now. */
export interface Horizon {
  /** Transactions below this one have all ended, so nothing can appear among them any more. */
  readonly xmin: string
  /** Milliseconds ago up to which everything that was committed lies below `xmin`. */
  readonly behind: number
}

/** A transaction that runs holds the horizon where it began; the longest one allowed is assumed where its start can't be seen. */
export async function readHorizon(db: Kysely<Database>): Promise<Horizon> {
  const { rows } = await sql<Horizon>`
    select pg_snapshot_xmin(s)::text as xmin,
      case when pg_snapshot_xmin(s) = pg_snapshot_xmax(s) then 0 else coalesce((
        select ceil(extract(epoch from clock_timestamp() - min(xact_start)) * 1000)::integer
        from pg_stat_activity where backend_xid is not null
      ), 60000) end as behind
    from pg_current_snapshot() s
  `.execute(db)
  return rows[0] ?? { xmin: '0', behind: 0 }
}
