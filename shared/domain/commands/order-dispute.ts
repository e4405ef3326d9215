import { Type } from '@sinclair/typebox'
import { Reason } from '#shared/contract/primitives'
import { commandRule, save } from '#shared/domain/command-rule'
import { orderKey, orderTaken, takingBack } from '#shared/domain/order-command'
import { assertOfSite, stepped } from '#shared/domain/rectification'

/** 申诉: the site refuses to accept an order, with the reason; the office upholds or withdraws it. */
export const rule = commandRule({
  type: 'order.dispute',
  args: Type.Object({ ...orderKey, reason: Reason }, { additionalProperties: false }),
  right: 'order.report',
  reads: orderTaken,
  decide({ order, site }, { reason }, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', stepped(order, 'dispute', reason, { by: by.id, at, device }))]
  },
  undo: (_, args) => takingBack(args, 'dispute'),
})
