import { anyOf, submitting } from '#tests/simulation/submitting'

export const step = submitting(6, async (console, { a }, world) => {
  const site = await anyOf(console, 'site', a)
  if (!site) return null
  const args = { siteId: site.id, set: { keeper: `联系人${world.fresh()}` } }
  return { type: 'site.edit', args, saw: [['site', site]] }
})
