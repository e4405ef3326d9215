import { sql, type Kysely } from 'kysely'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { workOf } from '#shared/domain/rectification'
import { idFrom } from '#shared/signing/sm3'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/** A look that said nothing of the site is repeated after so long, so many times; after that a person has to look. */
const againAfterMs = 3_600_000
const mostLooks = 24

/**
 * Queues a second look at each order that is reported as rectified: a job of its own for each report and each repetition,
 * by an id that follows from them, so that any number of platforms may do this at once and none is queued twice.
 */
export async function queueReinspections(db: Db, now: () => Date): Promise<void> {
  const waiting = await readEntities(db, 'rectificationOrder', sql`state = 'rectified'`)
  const jobs = waiting.filter((order) => isDue(order, now().getTime())).map(jobOf)
  if (jobs.length === 0) return
  await db
    .insertInto('job')
    .values(jobs)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Looks since the last report. */
const looksOf = (order: RectificationOrder) => {
  const { rectifiedAt, reinspections } = workOf(order)
  return reinspections.filter(({ at }) => rectifiedAt !== null && at >= rectifiedAt)
}

function isDue(order: RectificationOrder, now: number): boolean {
  const looks = looksOf(order)
  const last = looks.at(-1)
  return last === undefined || (looks.length < mostLooks && Date.parse(last.at) + againAfterMs <= now)
}

const jobOf = (order: RectificationOrder) => ({
  id: idFrom('reinspect', order.id, workOf(order).rectifiedAt ?? '', String(looksOf(order).length)),
  kind: 'reinspect',
  runId: null,
  planId: null,
  orderId: order.id,
  place: 0,
  siteIds: [order.siteId],
})
