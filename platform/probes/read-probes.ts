import { sql, type Kysely } from 'kysely'
import type { Day } from '#shared/contract/primitives'
import { samplesOf } from '#shared/domain/probe-day'
import type { ProbedDay } from '#shared/inspection/availability'
import type { Database } from '#platform/database/schema'
import type { Reader } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'

type Db = Kysely<Database>

/** Days of a site from a day on; null where the reader does not see the site. */
export async function probedDaysOf(db: Db, reader: Reader, siteId: string, from: Day): Promise<ProbedDay[] | null> {
  const seen = await sql`
    select from site where id = ${siteId} and not deleted and (${visibleRows(reader, 'site')})
  `.execute(db)
  if (seen.rows.length === 0) return null
  const rows = await db
    .selectFrom('probeDay')
    .select([sql<string>`day::text`.as('day'), 'samples'])
    .where('siteId', '=', siteId)
    .where('day', '>=', from)
    .execute()
  return rows.map(({ day, samples }) => ({ day, probes: samplesOf(samples) }))
}

/** Days before today, from a day on, of every site that the reader sees and that was probed then. */
export async function probedDaysOfAll(
  db: Db,
  reader: Reader,
  from: Day,
  today: Day,
): Promise<ReadonlyMap<string, ProbedDay[]>> {
  const { rows } = await sql<{ siteId: string; day: Day; samples: Uint8Array }>`
    select site_id, day::text, samples from probe_day
    where day >= ${from} and day < ${today}
      and site_id in (select id from site where not deleted and (${visibleRows(reader, 'site')}))
    order by site_id
  `.execute(db)
  const bySite = new Map<string, ProbedDay[]>()
  for (const { siteId, day, samples } of rows) {
    const days = bySite.get(siteId) ?? []
    bySite.set(siteId, [...days, { day, probes: samplesOf(samples) }])
  }
  return bySite
}
