import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'

/** Sizes in bytes; the log is what was ever written to it. */
export interface DatabaseSize {
  readonly database: number
  readonly log: number
}

export async function sizeOf(db: Kysely<Database>): Promise<DatabaseSize> {
  const { rows } = await sql<DatabaseSize>`
    select pg_database_size(current_database()) as database, pg_current_wal_lsn() - '0/0'::pg_lsn as log
  `.execute(db)
  return { database: Number(rows[0]?.database), log: Number(rows[0]?.log) }
}

/** Process id of the server behind a connection; 0 where it runs elsewhere. */
export async function serverProcess(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer as pid
  `.execute(db)
  return rows[0]?.pid ?? 0
}
