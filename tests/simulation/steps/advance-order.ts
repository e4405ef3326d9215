import { oneOf } from '#tests/simulation/chance'
import { anyOf, submitting } from '#tests/simulation/submitting'

const nextSteps = {
  issued: ['rectify'],
  disputed: [],
  accepted: ['rectify'],
  rectified: ['verify', 'order'],
  verified: ['close', 'order'],
  closed: [],
  withdrawn: [],
}

export const step = submitting(4, async (console, { a, b }, world) => {
  const order = await anyOf(console, 'rectificationOrder', a, ({ state }) => state !== 'closed')
  if (!order) return null
  const next = oneOf(nextSteps[order.state], b)
  const args = { orderId: order.id, siteId: order.siteId, step: next, note: `第${world.fresh()}次推进` }
  return { type: 'order.advance', args, saw: [['rectificationOrder', order]] }
})
