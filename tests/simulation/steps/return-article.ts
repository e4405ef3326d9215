import { judged } from '#tests/simulation/judged'
import { submitting } from '#tests/simulation/submitting'

export const step = submitting(3, async (console, { a }) => {
  const found = await judged(console, a)
  if (!found) return null
  const { task, article, revision } = found
  const args = {
    taskId: task.id,
    articleId: article.id,
    revisionId: revision.id,
    siteId: article.siteId,
    stage: task.stage,
    seen: revision.hash,
    reason: '标题不规范',
  }
  return {
    type: 'review.return',
    args,
    saw: [
      ['reviewTask', task],
      ['article', article],
    ],
  }
})
