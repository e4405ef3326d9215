import { Type } from '@sinclair/typebox'
import { Day, Id, Reason } from '#shared/contract/primitives'
import { commandRule, looked, save, taken } from '#shared/domain/command-rule'
import { extensionAsked } from '#shared/domain/deadlines'
import { assertOfSite } from '#shared/domain/rectification'

/** 申请延期: the site asks for a later day, with the reason. */
export const rule = commandRule({
  type: 'order.extend',
  args: Type.Object({ orderId: Id, siteId: Id, wanted: Day, reason: Reason }, { additionalProperties: false }),
  right: 'order.report',
  reads: ({ orderId, siteId }) => ({ order: taken('rectificationOrder', orderId), site: looked('site', siteId) }),
  decide({ order, site }, asked, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', extensionAsked(order, asked, { by: by.id, at, device }))]
  },
  undo: (_, { orderId, siteId }) => ({ type: 'order.revert', args: { orderId, siteId, deed: 'extend' } }),
})
