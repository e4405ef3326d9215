import { uuidv7 } from 'uuidv7'
import { anyOf, rowsOf, submitting } from '#tests/simulation/submitting'

export const step = submitting(3, async (console, { a }) => {
  const first = await anyOf(console, 'finding', a, ({ state }) => state === 'confirmed')
  if (!first) return null
  const { siteId, day } = first
  const findings = (await rowsOf(console, 'finding')).filter(
    (finding) => finding.siteId === siteId && finding.day === day && finding.state === 'confirmed',
  )
  const args = {
    orderId: uuidv7(),
    siteId,
    day,
    findingIds: findings.map(({ id }) => id),
    requirement: '请于时限内修复失效链接',
    dueOn: '2099-12-31',
  }
  return { type: 'order.issue', args, saw: findings.map((finding) => ['finding', finding] as const) }
})
