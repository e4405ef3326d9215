import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Database } from './schema'

/**
 * Names the cluster, its history and the database in it. A restored backup or a promoted standby differs in one of
 * them, and transaction numbers from before mean nothing there.
 */
async function placeOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    select concat_ws('/', s.system_identifier, c.timeline_id, d.oid) as place
    from pg_control_system() s, pg_control_checkpoint() c, pg_database d
    where d.datname = current_database()
  `.execute(db)
  return rows[0]?.place ?? ''
}

/** The incarnation id of a database: a new one whenever it lives in another place than before. */
export async function establishIncarnation(db: Kysely<Database>): Promise<string> {
  const place = await placeOf(db)
  const fresh = { incarnation: randomUUID(), place }
  const { incarnation } = await db
    .insertInto('platformIdentity')
    .values(fresh)
    .onConflict((conflict) =>
      conflict.column('onlyRow').doUpdateSet({
        incarnation: sql`case when platform_identity.place = excluded.place
          then platform_identity.incarnation else excluded.incarnation end`,
        place,
      }),
    )
    .returning('incarnation')
    .executeTakeFirstOrThrow()
  return incarnation
}
