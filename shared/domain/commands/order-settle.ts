import { Type } from '@sinclair/typebox'
import { OneOf, Reason } from '#shared/contract/primitives'
import { commandRule } from '#shared/domain/command-rule'
import { findingsOf, orderKey, orderSeen } from '#shared/domain/order-command'
import { assertOfSite, stepped, withFindings } from '#shared/domain/rectification'

/** Decides about a disputed order: it stands and waits for acceptance again, or it is withdrawn and its findings are free. */
export const rule = commandRule({
  type: 'order.settle',
  args: Type.Object({ ...orderKey, as: OneOf('uphold', 'withdraw'), reason: Reason }, { additionalProperties: false }),
  right: 'order.verify',
  reads: (args) => ({ ...orderSeen(args), ...findingsOf(args) }),
  decide({ order, site, findings }, { as, reason }, { by, at, device }) {
    assertOfSite(order, site)
    return withFindings(stepped(order, as, reason, { by: by.id, at, device }), findings)
  },
})
