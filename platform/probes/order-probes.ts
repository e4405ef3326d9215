import { sql, type Kysely } from 'kysely'
import type { InspectionTimetable } from '#shared/contract/inspection-timetable'
import { dayOf } from '#shared/domain/calendar'
import { scopeOf } from '#shared/domain/inspection-scope'
import { probeRoundAt } from '#shared/domain/timetable'
import { idFrom } from '#shared/signing/sm3'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

const sitesPerJob = 100
/** As long as a round could be ordered again, its jobs say that it was. */
const keptFor = sql`interval '2 days'`

/**
 * Orders the present round of availability probes of each plan that has them, once, however many platforms do this. A
 * round that was missed stays missing: probes are spaced, not made up for.
 */
export async function orderDueProbes(db: Db, now: () => Date): Promise<void> {
  const at = now().toISOString()
  for (const timetable of await readEntities(db, 'inspectionTimetable', sql`enabled and probes_per_day > 0`)) {
    const round = probeRoundAt(timetable, at)
    if (round !== null && !(await isOrdered(db, timetable, round))) await order(db, timetable, round)
  }
}

const jobId = ({ id }: InspectionTimetable, round: string, place: number) => idFrom('probe', id, round, String(place))

const isOrdered = async (db: Db, timetable: InspectionTimetable, round: string): Promise<boolean> =>
  (await db
    .selectFrom('job')
    .select('id')
    .where('id', '=', jobId(timetable, round, 0))
    .executeTakeFirst()) !== undefined

async function order(db: Db, timetable: InspectionTimetable, round: string): Promise<void> {
  const siteIds = await sitesOf(db, timetable, round)
  const jobs = Array.from({ length: Math.ceil(siteIds.length / sitesPerJob) }, (_, place) => ({
    id: jobId(timetable, round, place),
    kind: 'availability',
    planId: timetable.id,
    runId: null,
    place,
    siteIds: siteIds.slice(place * sitesPerJob, (place + 1) * sitesPerJob),
  }))
  // A round that nobody got to is over: two in a row would not be spaced.
  await sql`
    delete from job where kind = 'availability' and plan_id = ${timetable.id}::uuid
      and (state = 'waiting' or not_before < now() - ${keptFor})
  `.execute(db)
  if (jobs.length === 0) return
  await db
    .insertInto('job')
    .values(jobs)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function sitesOf(db: Db, { id }: InspectionTimetable, round: string): Promise<string[]> {
  const [plan] = await readEntities(db, 'inspectionPlan', sql`id = ${id}::uuid`)
  if (!plan) return []
  const filed = sql`action = 'temporary_offline' and state = 'approved'`
  const requests = await readEntities(db, 'siteRequest', filed)
  const { sites } = scopeOf(plan, null, await readEntities(db, 'site', sql`true`), requests, dayOf(round))
  return sites.map((site) => site.id).sort()
}
