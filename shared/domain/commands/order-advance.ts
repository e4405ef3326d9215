import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Id, OneOf, Reason } from '#shared/contract/primitives'
import { commandRule, guarded, looked, many, save } from '#shared/domain/command-rule'
import { findingEdges, orderEdges } from '#shared/domain/finding-states'
import { nextState } from '#shared/domain/state-machine'

/** Takes a 整改单 and its findings one step on: the site reports it rectified, the office verifies and closes it, or sends it back. */
export const rule = commandRule({
  type: 'order.advance',
  args: Type.Object(
    { orderId: Id, siteId: Id, step: OneOf('rectify', 'verify', 'close', 'order'), note: Reason },
    { additionalProperties: false },
  ),
  right: ({ step }) => (step === 'rectify' ? 'order.report' : 'order.verify'),
  reads: ({ orderId, siteId }) => ({
    order: guarded('rectificationOrder', orderId),
    site: looked('site', siteId),
    findings: many('finding', 'orderId', orderId),
  }),
  decide({ order, site, findings }, { step, note }, { by, at }) {
    if (order.siteId !== site.id) throw new AppError('invalid', '整改单不属于所指子站')
    const moved = {
      ...order,
      state: nextState(orderEdges, order.state, step),
      notes: [...order.notes, { at, by: by.id, text: note }],
      closedAt: step === 'close' ? at : null,
    }
    return [
      save('rectificationOrder', moved),
      ...findings.map((finding) =>
        save('finding', { ...finding, state: nextState(findingEdges, finding.state, step) }),
      ),
    ]
  },
})
