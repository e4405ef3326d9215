import { sql, type Kysely } from 'kysely'
import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { many, taken } from '#shared/domain/command-rule'
import { withFindings } from '#shared/domain/rectification'
import { idFrom } from '#shared/signing/sm3'
import { auditEntry } from '#platform/commands/audit'
import { lockSubjects } from '#platform/commands/lock-subjects'
import { saveChanges } from '#platform/commands/save-changes'
import { insertEntities, readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

export interface OrderInHand {
  readonly order: RectificationOrder
  readonly findings: readonly Finding[]
}

/**
 * What the platform does to an order by itself, under the same locks as operators' commands. Audited in the name of
 * whoever issued it; the order's history says that it was the platform. Null where there is nothing to do.
 */
export async function changeOrder(
  tx: Db,
  { orderId, type, at }: { readonly orderId: string; readonly type: string; readonly at: string },
  change: (inHand: OrderInHand) => RectificationOrder | null,
): Promise<RectificationOrder | null> {
  await lockSubjects(tx, { order: taken('rectificationOrder', orderId), findings: many('finding', 'orderId', orderId) })
  const [order] = await readEntities(tx, 'rectificationOrder', sql`id = ${orderId}::uuid`)
  const findings = await readEntities(tx, 'finding', sql`order_id = ${orderId}::uuid`)
  const changed = order ? change({ order, findings }) : null
  if (!order || !changed) return null
  const changes = withFindings(changed, findings)
  await saveChanges(tx, changes)
  const known = [
    { kind: 'rectificationOrder' as const, entity: order },
    ...findings.map((entity) => ({ kind: 'finding' as const, entity })),
  ]
  const command = {
    id: idFrom(type, orderId, String(order.version)),
    author: order.issuedBy,
    type,
    args: { reason: changed.notes.at(-1)?.text ?? '' },
    madeAt: at,
  }
  await insertEntities(tx, 'auditEntry', [auditEntry({ command, known, changes, siteId: order.siteId, at })])
  return changed
}
