import { uuidv7 } from 'uuidv7'
import { api } from '#renderer/api.ts'
import { manyRows } from '#renderer/triage/many-rows.ts'
import type { Deed } from '#renderer/triage/undo.ts'
import { supervisionLevel } from '#shared/domain/supervision'
import { actionsOf, commandOf, isRevertible, type forMany, type OrderForm } from './actions'

/** Takes many orders the same step; those it does not fit are left out. Resolves to what can be taken back, and how many went along. */
export async function advanceMany(
  ids: readonly string[],
  action: (typeof forMany)[number],
  form: OrderForm,
  today: string,
  words: (n: number) => string,
): Promise<{ readonly count: number; readonly deed: Deed | undefined }> {
  const orders = (await manyRows('rectificationOrder', ids)).filter((order) => actionsOf(order).includes(action))
  if (orders.length === 0) return { count: 0, deed: undefined }
  const batchId = uuidv7()
  await api['batch.run']({
    batchId,
    type: commandOf(action, form).type,
    // Where some stand higher already, they stay there.
    items: orders.map((order) => ({
      orderId: order.id,
      siteId: order.siteId,
      ...commandOf(action, { ...form, level: Math.max(form.level, supervisionLevel(order, today)) }).args,
    })),
  })
  const deed = isRevertible(action) ? { id: batchId, words: words(orders.length), isBatch: true } : undefined
  return { count: orders.length, deed }
}
