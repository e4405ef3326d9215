import { Type } from '@sinclair/typebox'
import type { Article } from '#shared/contract/article'
import { AppError } from '#shared/contract/app-error'
import { Id, OneOf, Sm3 } from '#shared/contract/primitives'
import type { ReviewTask } from '#shared/contract/review-task'
import { articleEdges, reviewRight, stageAfter, stateOf } from '#shared/domain/article-states'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { commandRule, guarded, looked, many, save, taken } from '#shared/domain/command-rule'
import { assertJudgeable, assertNoBlockingHit } from '#shared/domain/review'
import { nextState } from '#shared/domain/state-machine'

const nextTask = (task: ReviewTask, id: string, stage: ReviewTask['stage'], at: string): ReviewTask => ({
  ...task,
  id,
  version: 0,
  stage,
  state: 'waiting',
  submittedAt: at,
  dueAt: `${addWorkingDays(dayOf(at), task.priority === 'high' ? 1 : 2)}T10:00:00.000Z`,
  decidedBy: null,
  decidedAt: null,
  seen: null,
  comment: null,
})

const published = (article: Article, hash: string, at: string): Article => ({
  ...article,
  state: nextState(articleEdges, 'approved', 'publish'),
  publishedHash: hash,
  publishedAt: at,
  changedAt: at,
})

/** Passes one stage of a review. It names by hash what was on screen; a different text is a conflict, never an approval. The last stage publishes. */
export const rule = commandRule({
  type: 'review.approve',
  args: Type.Object(
    {
      taskId: Id,
      articleId: Id,
      revisionId: Id,
      columnId: Id,
      siteId: Id,
      stage: OneOf('first', 'second', 'final', 'secrecy'),
      seen: Sm3,
      nextTaskId: Id,
      comment: Type.String({ maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  right: ({ stage }) => reviewRight[stage],
  reads: ({ taskId, articleId, revisionId, columnId, siteId }) => ({
    task: guarded('reviewTask', taskId),
    article: guarded('article', articleId),
    revision: looked('revision', revisionId),
    column: taken('column', columnId),
    site: looked('site', siteId),
    hits: many('hit', 'articleId', articleId),
  }),
  decide({ task, article, revision, column, site, hits }, { stage, seen, nextTaskId, comment }, { by, at }) {
    assertJudgeable({ task, article, revision, site, stage, seen })
    if (stage === 'final' && article.authorId === by.id)
      throw new AppError('rule', '作者不能终审自己的稿件，请由他人终审')
    if (article.columnId !== column.id) throw new AppError('conflict', '稿件已移至其他栏目，请重新查看')
    if (article.disclosure === 'closed') throw new AppError('rule', '公开属性为“不予公开”的稿件不能发布，请退回')
    assertNoBlockingHit(hits, revision)
    const decided = save('reviewTask', {
      ...task,
      state: 'approved',
      decidedBy: by.id,
      decidedAt: at,
      seen,
      comment: comment || null,
    })
    const following = stageAfter(stage, column.secrecyReview)
    if (following) {
      const moved = { ...article, state: stateOf[following], changedAt: at }
      return [decided, save('article', moved), save('reviewTask', nextTask(task, nextTaskId, following, at))]
    }
    const fresh = {
      ...column,
      lastUpdatedOn: dayOf(at),
      articleCount: column.articleCount + (article.publishedHash ? 0 : 1),
      changedAt: at,
    }
    const title = { ...published(article, revision.hash, at), title: revision.title, attachments: revision.attachments }
    return [decided, save('article', title), save('column', fresh)]
  },
})
