import { Type } from '@sinclair/typebox'
import { RectificationProof } from '#shared/contract/rectification-work'
import { commandRule } from '#shared/domain/command-rule'
import { findingsOf, orderKey, orderTaken, takingBack } from '#shared/domain/order-command'
import { assertOfSite, rectified, withFindings } from '#shared/domain/rectification'

/** The site reports an order that it has accepted as rectified, with what it did and where that can be seen. */
export const rule = commandRule({
  type: 'order.report',
  args: Type.Object(
    { ...orderKey, measures: Type.String({ minLength: 4, maxLength: 1000 }), proof: RectificationProof },
    { additionalProperties: false },
  ),
  right: 'order.report',
  reads: (args) => ({ ...orderTaken(args), ...findingsOf(args) }),
  decide({ order, site, findings }, { measures, proof }, { by, at, madeAt, device }) {
    assertOfSite(order, site)
    return withFindings(rectified(order, measures, proof, { by: by.id, at, madeAt, device }), findings)
  },
  undo: (_, args) => takingBack(args, 'rectify'),
})
