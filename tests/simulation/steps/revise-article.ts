import { uuidv7 } from 'uuidv7'
import { anyOf, submitting } from '#tests/simulation/submitting'

export const step = submitting(5, async (console, { a }, world) => {
  const article = await anyOf(console, 'article', a)
  if (!article) return null
  const args = {
    articleId: article.id,
    siteId: article.siteId,
    revisionId: uuidv7(),
    taskId: uuidv7(),
    title: `通知第${world.fresh()}稿`,
    body: `各县区人民政府：请按第${world.fresh()}号要求落实。`,
  }
  return { type: 'article.revise', args, saw: [['article', article]] }
})
