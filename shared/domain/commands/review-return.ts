import { Type } from '@sinclair/typebox'
import { Id, OneOf, Reason, Sm3 } from '#shared/contract/primitives'
import { articleEdges, reviewRight } from '#shared/domain/article-states'
import { commandRule, guarded, looked, save } from '#shared/domain/command-rule'
import { assertJudgeable } from '#shared/domain/review'
import { nextState } from '#shared/domain/state-machine'

/** Sends an article back to its author with the reason. */
export const rule = commandRule({
  type: 'review.return',
  args: Type.Object(
    {
      taskId: Id,
      articleId: Id,
      revisionId: Id,
      siteId: Id,
      stage: OneOf('first', 'second', 'final', 'secrecy'),
      seen: Sm3,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  right: ({ stage }) => reviewRight[stage],
  reads: ({ taskId, articleId, revisionId, siteId }) => ({
    task: guarded('reviewTask', taskId),
    article: guarded('article', articleId),
    revision: looked('revision', revisionId),
    site: looked('site', siteId),
  }),
  decide({ task, article, revision, site }, { stage, seen, reason }, { by, at }) {
    assertJudgeable({ task, article, revision, site, stage, seen })
    const state = nextState(articleEdges, article.state, 'return')
    return [
      save('reviewTask', { ...task, state: 'returned', decidedBy: by.id, decidedAt: at, seen, comment: reason }),
      save('article', { ...article, state, changedAt: at }),
    ]
  },
})
