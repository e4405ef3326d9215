import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addWorkingDays } from '#shared/domain/calendar'
import { oneOf } from '#tests/simulation/chance'
import { anyOf, submitting } from '#tests/simulation/submitting'

type Deed = readonly [type: string, args: Readonly<Record<string, unknown>>]

const advance = (step: string, note: string): Deed => ['order.advance', { step, note }]
const settle = (as: string, reason: string): Deed => ['order.settle', { as, reason }]

/** What may come next in each state, and what consoles that don't know of acceptance do. */
const next: Readonly<
  Record<RectificationOrder['state'], (order: RectificationOrder, text: string) => readonly Deed[]>
> = {
  issued: (_, text) => [
    ['order.accept', { responsible: '王海燕' }],
    ['order.dispute', { reason: text }],
    advance('rectify', text),
  ],
  disputed: (_, text) => [settle('uphold', text), settle('withdraw', text)],
  accepted: ({ dueOn }, text) => [
    ['order.report', { measures: text, proof: [] }],
    ['order.extend', { wanted: addWorkingDays(dueOn, 3), reason: text }],
    ['order.extension-decide', { granted: true, reason: text }],
    ['order.supervise', { level: 1, reason: text }],
  ],
  rectified: (_, text) => [advance('verify', text), advance('order', text)],
  verified: (_, text) => [advance('close', text), advance('order', text)],
  closed: () => [],
  withdrawn: () => [],
}

export const step = submitting(4, async (console, { a, b }, world) => {
  const order = await anyOf(console, 'rectificationOrder', a, ({ state }) => !['closed', 'withdrawn'].includes(state))
  const deed = order && oneOf(next[order.state](order, `第${world.fresh()}次办理`), b)
  if (!order || !deed) return null
  const [type, args] = deed
  return { type, args: { orderId: order.id, siteId: order.siteId, ...args }, saw: [['rectificationOrder', order]] }
})
