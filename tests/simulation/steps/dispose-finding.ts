import { anyOf, submitting } from '#tests/simulation/submitting'
import { oneOf } from '#tests/simulation/chance'

const dispositions = ['confirmed', 'confirmed', 'confirmed', 'false_positive', 'duplicate', 'open'] as const

export const step = submitting(6, async (console, { a, b }, world) => {
  const finding = await anyOf(console, 'finding', a)
  if (!finding) return null
  const args = {
    findingId: finding.id,
    siteId: finding.siteId,
    day: finding.day,
    seen: finding.hash,
    as: oneOf(dispositions, b),
    reason: `第${world.fresh()}次处置`,
  }
  return { type: 'finding.dispose', args, saw: [['finding', finding]] }
})
