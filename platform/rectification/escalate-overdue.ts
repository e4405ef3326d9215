import { sql, type Kysely } from 'kysely'
import { dayOf } from '#shared/domain/calendar'
import { escalated, withSiteStates } from '#shared/domain/supervision'
import { transact } from '#platform/commands/transact'
import type { Database } from '#platform/database/schema'
import { changeOrder } from './change-order'

type Db = Kysely<Database>

/** Raises the level of supervision of each order that has come to the next one. Any number of platforms may do this at once. */
export async function escalateOverdue(db: Db, now: () => Date): Promise<void> {
  const at = now().toISOString()
  for (const orderId of await candidates(db, dayOf(at)))
    await transact(db, (tx) =>
      changeOrder(tx, { orderId, type: 'order.supervise', at }, ({ order }) => escalated(order, at)),
    )
}

/** Orders that are overdue or have failed, and are not at the highest level yet. */
async function candidates(db: Db, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('rectificationOrder')
    .select('id')
    .where('deleted', '=', false)
    .where('state', 'in', [...withSiteStates])
    .where((eb) =>
      eb.or([eb('dueOn', '<', today), eb(sql<number>`coalesce((work ->> 'failures')::integer, 0)`, '>', 0)]),
    )
    .where(sql<number>`coalesce((work ->> 'level')::integer, 0)`, '<', highestLevel)
    .execute()
  return rows.map(({ id }) => id)
}

const highestLevel = 3
