import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { commandRule, guarded, looked, save } from '#shared/domain/command-rule'
import { accepted, assertOfSite } from '#shared/domain/rectification'

/** 签收: the site takes an order on and names who answers for it. */
export const rule = commandRule({
  type: 'order.accept',
  args: Type.Object(
    { orderId: Id, siteId: Id, responsible: Type.String({ minLength: 2, maxLength: 40 }) },
    { additionalProperties: false },
  ),
  right: 'order.report',
  reads: ({ orderId, siteId }) => ({ order: guarded('rectificationOrder', orderId), site: looked('site', siteId) }),
  decide({ order, site }, { responsible }, { by, at, device }) {
    assertOfSite(order, site)
    return [
      save(
        'rectificationOrder',
        accepted(order, responsible, `已签收，责任人${responsible}`, { by: by.id, at, device }),
      ),
    ]
  },
  undo: (_, { orderId, siteId }) => ({ type: 'order.revert', args: { orderId, siteId, deed: 'accept' } }),
})
