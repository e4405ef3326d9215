import { anyOf, submitting } from '#tests/simulation/submitting'

export const step = submitting(10, async (console, { a, b }, world) => {
  const column = await anyOf(console, 'column', a)
  if (!column) return null
  const set = b < 0.6 ? { owner: `负责人${world.fresh()}` } : { updateCycleDays: 20 + world.fresh() }
  const args = { columnId: column.id, siteId: column.siteId, batchId: null, set }
  return { type: 'column.change', args, saw: [['column', column]] }
})
