import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import type { OrderState } from '#shared/contract/rectification-order'
import type { RectificationWork } from '#shared/contract/rectification-work'
import { OneOf } from '#shared/contract/primitives'
import { commandRule } from '#shared/domain/command-rule'
import { findingsOf, orderKey, orderSeen, revertible, type Revertible } from '#shared/domain/order-command'
import { assertOfSite, noted, withFindings, workOf } from '#shared/domain/rectification'

/** Where an order was before a deed, and what of its work the deed had filled in. */
const before: Readonly<
  Record<Revertible, { readonly state: OrderState; work?(work: RectificationWork): Partial<RectificationWork> }>
> = {
  accept: { state: 'issued', work: () => ({ responsible: '', acceptedAt: null }) },
  dispute: { state: 'issued' },
  rectify: { state: 'accepted', work: () => ({ measures: '', proof: [], rectifiedAt: null }) },
  verify: { state: 'rectified' },
  close: { state: 'verified' },
  extend: { state: 'accepted', work: ({ extensions }) => ({ extensions: extensions.slice(0, -1) }) },
}

/** Takes back the last deed of an order, by whoever did it, while nothing has followed. */
export const rule = commandRule({
  type: 'order.revert',
  args: Type.Object({ ...orderKey, deed: OneOf(...revertible) }, { additionalProperties: false }),
  right: ({ deed }) => (deed === 'verify' || deed === 'close' ? 'order.verify' : 'order.report'),
  reads: (args) => ({ ...orderSeen(args), ...findingsOf(args) }),
  decide({ order, site, findings }, { deed }, { by, at, device }) {
    assertOfSite(order, site)
    const last = order.notes.at(-1)
    if (last?.deed !== deed) throw new AppError('conflict', '整改单在此之后又有办理，不能直接撤销，请查看最新状态')
    if (last.by !== by.id) throw new AppError('forbidden', '只能撤销自己办理的步骤')
    const { state, work } = before[deed]
    const reverted = noted(order, 'revert', '撤销上一步', { by: by.id, at, device }, work?.(workOf(order)) ?? {})
    return withFindings({ ...reverted, state, closedAt: null }, findings)
  },
})
