import { Type } from '@sinclair/typebox'
import { ReinspectedFinding } from '#shared/contract/rectification-work'
import { commandRule } from '#shared/domain/command-rule'
import { findingsOf, orderKey, orderSeen } from '#shared/domain/order-command'
import { assertOfSite, withFindings } from '#shared/domain/rectification'
import { reinspected } from '#shared/domain/reinspection'

/** Hands in what a console saw when it looked again at the findings of an order that is reported as rectified. */
export const rule = commandRule({
  type: 'order.reinspect',
  args: Type.Object(
    { ...orderKey, results: Type.Array(ReinspectedFinding, { minItems: 1, maxItems: 500 }) },
    { additionalProperties: false },
  ),
  right: 'order.verify',
  reads: (args) => ({ ...orderSeen(args), ...findingsOf(args) }),
  decide({ order, site, findings }, { results }, { by, at, device }) {
    assertOfSite(order, site)
    return withFindings(reinspected(order, results, { by: by.id, at, device }), findings)
  },
})
