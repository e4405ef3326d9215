import { sql, type Kysely } from 'kysely'
import type { Day } from '#shared/contract/primitives'
import { samplesOf } from '#shared/domain/probe-day'
import type { ProbedDay } from '#shared/inspection/availability'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/** Days of a site from a day on. */
export async function probedDaysOf(db: Db, siteId: string, from: Day): Promise<ProbedDay[]> {
  const rows = await db
    .selectFrom('probeDay')
    .select([sql<string>`day::text`.as('day'), 'samples'])
    .where('siteId', '=', siteId)
    .where('day', '>=', from)
    .execute()
  return rows.map(({ day, samples }) => ({ day, probes: samplesOf(samples) }))
}

/** Days before today, from a day on, of every site that was probed then. */
export async function probedDaysOfAll(db: Db, from: Day, today: Day): Promise<ReadonlyMap<string, ProbedDay[]>> {
  const rows = await db
    .selectFrom('probeDay')
    .select(['siteId', sql<string>`day::text`.as('day'), 'samples'])
    .where('day', '>=', from)
    .where('day', '<', today)
    .execute()
  const bySite = new Map<string, ProbedDay[]>()
  for (const { siteId, day, samples } of rows) {
    const days = bySite.get(siteId) ?? []
    if (days.length === 0) bySite.set(siteId, days)
    days.push({ day, probes: samplesOf(samples) })
  }
  return bySite
}
