import { Type } from '@sinclair/typebox'
import { Id, Reason } from '#shared/contract/primitives'
import { commandRule, guarded, looked, save } from '#shared/domain/command-rule'
import { extensionDecided } from '#shared/domain/deadlines'
import { assertOfSite } from '#shared/domain/rectification'

/** Grants or denies the later day that a site asked for; whoever asked may not decide. */
export const rule = commandRule({
  type: 'order.extension-decide',
  args: Type.Object(
    { orderId: Id, siteId: Id, granted: Type.Boolean(), reason: Reason },
    { additionalProperties: false },
  ),
  right: 'order.verify',
  reads: ({ orderId, siteId }) => ({ order: guarded('rectificationOrder', orderId), site: looked('site', siteId) }),
  decide({ order, site }, decision, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', extensionDecided(order, decision, { by: by.id, at, device }))]
  },
})
