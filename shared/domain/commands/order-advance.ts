import { Type } from '@sinclair/typebox'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { OneOf, Reason } from '#shared/contract/primitives'
import { commandRule } from '#shared/domain/command-rule'
import { findingsOf, orderKey, orderSeen, takingBack } from '#shared/domain/order-command'
import {
  accepted,
  assertOfSite,
  failed,
  rectified,
  stepped,
  withFindings,
  type Doer,
} from '#shared/domain/rectification'

/**
 * Takes a 整改单 and its findings one step on: the office verifies it by its own eyes, closes it, or sends it back.
 * `rectify` is how consoles that don't know of acceptance report: to report is to have accepted.
 */
export const rule = commandRule({
  type: 'order.advance',
  args: Type.Object(
    { ...orderKey, step: OneOf('rectify', 'verify', 'close', 'order'), note: Reason },
    { additionalProperties: false },
  ),
  right: ({ step }) => (step === 'rectify' ? 'order.report' : 'order.verify'),
  reads: (args) => ({ ...orderSeen(args), ...findingsOf(args) }),
  decide({ order, site, findings }, { step, note }, { by, at, madeAt, device }) {
    assertOfSite(order, site)
    const doer = { by: by.id, at, madeAt, device }
    const moved =
      step === 'rectify'
        ? reported(order, site.responsible, note, doer)
        : step === 'order'
          ? failed(order, note, doer)
          : stepped(order, step, note, doer)
    return withFindings(moved, findings)
  },
  undo: (_, args) => (args.step === 'order' ? null : takingBack(args, args.step)),
})

const reported = (order: RectificationOrder, responsible: string, note: string, doer: Doer): RectificationOrder =>
  rectified(order.state === 'issued' ? accepted(order, responsible, '报告整改，视同签收', doer) : order, note, [], doer)
