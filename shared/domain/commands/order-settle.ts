import { Type } from '@sinclair/typebox'
import { Id, OneOf, Reason } from '#shared/contract/primitives'
import { commandRule, guarded, looked, many } from '#shared/domain/command-rule'
import { assertOfSite, stepped, withFindings } from '#shared/domain/rectification'

/** Decides about a disputed order: it stands and waits for acceptance again, or it is withdrawn and its findings are free. */
export const rule = commandRule({
  type: 'order.settle',
  args: Type.Object(
    { orderId: Id, siteId: Id, as: OneOf('uphold', 'withdraw'), reason: Reason },
    { additionalProperties: false },
  ),
  right: 'order.verify',
  reads: ({ orderId, siteId }) => ({
    order: guarded('rectificationOrder', orderId),
    site: looked('site', siteId),
    findings: many('finding', 'orderId', orderId),
  }),
  decide({ order, site, findings }, { as, reason }, { by, at, device }) {
    assertOfSite(order, site)
    return withFindings(stepped(order, as, reason, { by: by.id, at, device }), findings)
  },
})
