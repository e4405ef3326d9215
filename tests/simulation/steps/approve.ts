import { uuidv7 } from 'uuidv7'
import { judged } from '#tests/simulation/judged'
import { submitting } from '#tests/simulation/submitting'

export const step = submitting(8, async (console, { a }) => {
  const found = await judged(console, a)
  if (!found) return null
  const { task, article, revision } = found
  const args = {
    taskId: task.id,
    articleId: article.id,
    revisionId: revision.id,
    columnId: article.columnId,
    siteId: article.siteId,
    stage: task.stage,
    seen: revision.hash,
    nextTaskId: uuidv7(),
    comment: '',
  }
  return {
    type: 'review.approve',
    args,
    saw: [
      ['reviewTask', task],
      ['article', article],
    ],
  }
})
