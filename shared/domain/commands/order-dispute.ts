import { Type } from '@sinclair/typebox'
import { Id, Reason } from '#shared/contract/primitives'
import { commandRule, looked, save, taken } from '#shared/domain/command-rule'
import { assertOfSite, stepped } from '#shared/domain/rectification'

/** 申诉: the site refuses to accept an order, with the reason; the office upholds or withdraws it. */
export const rule = commandRule({
  type: 'order.dispute',
  args: Type.Object({ orderId: Id, siteId: Id, reason: Reason }, { additionalProperties: false }),
  right: 'order.report',
  reads: ({ orderId, siteId }) => ({ order: taken('rectificationOrder', orderId), site: looked('site', siteId) }),
  decide({ order, site }, { reason }, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', stepped(order, 'dispute', reason, { by: by.id, at, device }))]
  },
  undo: (_, { orderId, siteId }) => ({ type: 'order.revert', args: { orderId, siteId, deed: 'dispute' } }),
})
