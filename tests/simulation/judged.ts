import type { Console } from '#core/console'
import type { Article, Revision } from '#shared/contract/article'
import type { ReviewTask } from '#shared/contract/review-task'
import { anyOf, rowsOf } from './submitting'

interface Judged {
  readonly task: ReviewTask
  readonly article: Article
  readonly revision: Revision
}

/** A waiting task with the article and the text that are on screen with it. */
export async function judged(console: Console, by: number): Promise<Judged | null> {
  const task = await anyOf(console, 'reviewTask', by, ({ state }) => state === 'waiting')
  if (!task) return null
  const article = (await rowsOf(console, 'article')).find(({ id }) => id === task.articleId)
  const revision = (await rowsOf(console, 'revision')).find(({ id }) => id === task.revisionId)
  return article && revision ? { task, article, revision } : null
}
