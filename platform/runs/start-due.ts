import { sql, type Kysely } from 'kysely'
import type { InspectionTimetable } from '#shared/contract/inspection-timetable'
import { taken } from '#shared/domain/command-rule'
import { orderedRun } from '#shared/domain/platform-run-states'
import { dueAt } from '#shared/domain/timetable'
import { idFrom } from '#shared/signing/sm3'
import { lockSubjects } from '#platform/commands/lock-subjects'
import { transact } from '#platform/commands/transact'
import { insertEntities, readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/**
 * Orders the runs whose time has come, each once: a run's id follows from its plan and time, so any number of platforms
 * may do this at once. A plan whose last run is still under way gets the next one when that is over.
 */
export async function startDueRuns(db: Db, now: () => Date): Promise<void> {
  const at = now().toISOString()
  for (const timetable of await readEntities(db, 'inspectionTimetable', sql`enabled`)) {
    const slot = dueAt(timetable, at)
    if (slot !== null) await startDue(db, timetable, slot, at)
  }
}

async function startDue(db: Db, { id: planId, inspectorId }: InspectionTimetable, slot: string, at: string) {
  const id = idFrom('due', planId, slot)
  if (await isOrdered(db, id)) return
  await transact(db, async (tx) => {
    // One at a time for the plan: two that start for different times must see each other as well.
    await lockSubjects(tx, { timetable: taken('inspectionTimetable', planId) })
    if ((await isOrdered(tx, id)) || (await isUnderWay(tx, planId))) return
    const order = { id, planId, trigger: 'timetable' as const, dueAt: slot, inspectorId, orderedAt: at, siteIds: null }
    await insertEntities(tx, 'platformRun', [orderedRun(order)])
  })
}

const isOrdered = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('platformRun').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

const isUnderWay = async (db: Db, planId: string): Promise<boolean> =>
  (await db
    .selectFrom('platformRun')
    .select('id')
    .where('planId', '=', planId)
    .where('trigger', '=', 'timetable')
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()) !== undefined
