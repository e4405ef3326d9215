import { Type } from '@sinclair/typebox'
import { Day, Reason } from '#shared/contract/primitives'
import { commandRule, save } from '#shared/domain/command-rule'
import { orderKey, orderTaken, takingBack } from '#shared/domain/order-command'
import { extensionAsked } from '#shared/domain/deadlines'
import { assertOfSite } from '#shared/domain/rectification'

/** 申请延期: the site asks for a later day, with the reason. */
export const rule = commandRule({
  type: 'order.extend',
  args: Type.Object({ ...orderKey, wanted: Day, reason: Reason }, { additionalProperties: false }),
  right: 'order.report',
  reads: orderTaken,
  decide({ order, site }, asked, { by, at, device }) {
    assertOfSite(order, site)
    return [save('rectificationOrder', extensionAsked(order, asked, { by: by.id, at, device }))]
  },
  undo: (_, args) => takingBack(args, 'extend'),
})
