import { Type } from '@sinclair/typebox'
import { Reason } from '#shared/contract/primitives'
import { commandRule, save } from '#shared/domain/command-rule'
import { orderKey, orderSeen } from '#shared/domain/order-command'
import { extensionDecided } from '#shared/domain/deadlines'
import { assertOfSite } from '#shared/domain/rectification'

/** Grants or denies the later day that a site asked for; whoever asked may not decide. */
export const rule = commandRule({
  type: 'order.extension-decide',
  args: Type.Object({ ...orderKey, granted: Type.Boolean(), reason: Reason }, { additionalProperties: false }),
  right: 'order.verify',
  reads: orderSeen,
  decide({ order, site }, decision, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', extensionDecided(order, decision, { by: by.id, at, device }))]
  },
})
