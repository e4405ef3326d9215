import { Type } from '@sinclair/typebox'
import { commandRule, save } from '#shared/domain/command-rule'
import { orderKey, orderTaken, takingBack } from '#shared/domain/order-command'
import { accepted, assertOfSite } from '#shared/domain/rectification'

/** 签收: the site takes an order on and names who answers for it. */
export const rule = commandRule({
  type: 'order.accept',
  args: Type.Object(
    { ...orderKey, responsible: Type.String({ minLength: 2, maxLength: 40 }) },
    { additionalProperties: false },
  ),
  right: 'order.report',
  reads: orderTaken,
  decide({ order, site }, { responsible }, { by, at, madeAt, device }) {
    assertOfSite(order, site)
    return [
      save(
        'rectificationOrder',
        accepted(order, responsible, `已签收，责任人${responsible}`, { by: by.id, at, madeAt, device }),
      ),
    ]
  },
  undo: (_, args) => takingBack(args, 'accept'),
})
