import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { commandRule, looked, save, taken } from '#shared/domain/command-rule'
import { accepted, assertOfSite } from '#shared/domain/rectification'

/**
 * 签收: the site takes an order on and names who answers for it. The state says whether that may be, so that an order which
 * the platform escalated meanwhile can still be accepted offline; the same holds for all that the site does.
 */
export const rule = commandRule({
  type: 'order.accept',
  args: Type.Object(
    { orderId: Id, siteId: Id, responsible: Type.String({ minLength: 2, maxLength: 40 }) },
    { additionalProperties: false },
  ),
  right: 'order.report',
  reads: ({ orderId, siteId }) => ({ order: taken('rectificationOrder', orderId), site: looked('site', siteId) }),
  decide({ order, site }, { responsible }, { by, at, madeAt, device }) {
    assertOfSite(order, site)
    return [
      save(
        'rectificationOrder',
        accepted(order, responsible, `已签收，责任人${responsible}`, { by: by.id, at, madeAt, device }),
      ),
    ]
  },
  undo: (_, { orderId, siteId }) => ({ type: 'order.revert', args: { orderId, siteId, deed: 'accept' } }),
})
