import { anyOf, submitting } from '#tests/simulation/submitting'

/** An inspector declares a day looked through; whoever comes second with the same day is told so. */
export const step = submitting(3, async (console, { a }, world) => {
  const day = await anyOf(console, 'inspectionDay', a, ({ state }) => state === 'running')
  if (!day) return null
  const args = { day: day.day, remark: `第${world.fresh()}次提交` }
  return { type: 'day.review', args, saw: [] }
})
