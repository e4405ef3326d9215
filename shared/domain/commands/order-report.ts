import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { RectificationProof } from '#shared/contract/rectification-work'
import { commandRule, looked, many, taken } from '#shared/domain/command-rule'
import { assertOfSite, rectified, withFindings } from '#shared/domain/rectification'

/** The site reports an order that it has accepted as rectified, with what it did and where that can be seen. */
export const rule = commandRule({
  type: 'order.report',
  args: Type.Object(
    { orderId: Id, siteId: Id, measures: Type.String({ minLength: 4, maxLength: 1000 }), proof: RectificationProof },
    { additionalProperties: false },
  ),
  right: 'order.report',
  reads: ({ orderId, siteId }) => ({
    order: taken('rectificationOrder', orderId),
    site: looked('site', siteId),
    findings: many('finding', 'orderId', orderId),
  }),
  decide({ order, site, findings }, { measures, proof }, { by, at, madeAt, device }) {
    assertOfSite(order, site)
    return withFindings(rectified(order, measures, proof, { by: by.id, at, madeAt, device }), findings)
  },
  undo: (_, { orderId, siteId }) => ({ type: 'order.revert', args: { orderId, siteId, deed: 'rectify' } }),
})
