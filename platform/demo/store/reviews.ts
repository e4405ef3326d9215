import type { ReviewTask } from '#shared/contract/review-task'
import { hitsOf } from '#platform/demo/hits'
import type { LibraryEntry } from '#platform/demo/library'
import { demoOperators } from '#platform/demo/operators'
import { demoReviews } from '#platform/demo/reviews'
import type { DemoSite } from '#platform/demo/sites'
import { save, type Filling } from './filling'

/** Stores the articles under review with their texts, tasks and hits; answers the tasks. */
export async function saveReviews(
  filling: Filling,
  sites: readonly DemoSite[],
  library: readonly LibraryEntry[],
): Promise<readonly ReviewTask[]> {
  const reviews = demoReviews(sites, library, filling.setting)
  const articles = reviews.map(({ article }) => article)
  const revisions = reviews.flatMap((review) => review.revisions)
  const tasks = reviews.flatMap((review) => review.tasks)
  const operators = demoOperators(sites[0]?.unit.id ?? '')
  const hits = reviews.flatMap((review) => {
    const author = operators.find(({ id }) => id === review.article.authorId)
    return author ? hitsOf(review, author) : []
  })
  await save(filling, 'article', articles)
  await save(filling, 'revision', revisions)
  await save(filling, 'reviewTask', tasks)
  await save(filling, 'hit', hits)
  return tasks
}
