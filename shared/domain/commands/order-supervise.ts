import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Reason } from '#shared/contract/primitives'
import { dayOf } from '#shared/domain/calendar'
import { commandRule, save } from '#shared/domain/command-rule'
import { orderKey, orderTaken } from '#shared/domain/order-command'
import { assertOfSite, noted, workOf } from '#shared/domain/rectification'
import { overStates, supervisionLevel, supervisionWords } from '#shared/domain/supervision'

/** 督办: a person takes an order under supervision, or raises its level, and may note what followed for those responsible. */
export const rule = commandRule({
  type: 'order.supervise',
  args: Type.Object(
    {
      ...orderKey,
      level: Type.Integer({ minimum: 1, maximum: 3 }),
      reason: Reason,
      accountability: Type.Optional(Type.String({ minLength: 2, maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  right: 'order.issue',
  reads: orderTaken,
  decide({ order, site }, { level, reason, accountability }, { by, at, device }) {
    assertOfSite(order, site)
    if (overStates.some((state) => state === order.state)) throw new AppError('rule', '整改单已办结，不再督办')
    if (level < supervisionLevel(order, dayOf(at))) throw new AppError('rule', '督办级别只能提高，不能降低')
    const work = { level, supervisorId: by.id, accountability: accountability ?? workOf(order).accountability }
    const text = `${supervisionWords(level)}：${reason}`
    return [save('rectificationOrder', noted(order, 'supervise', text, { by: by.id, at, device }, work))]
  },
})
