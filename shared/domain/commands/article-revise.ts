import { Type } from '@sinclair/typebox'
import type { Revision } from '#shared/contract/article'
import { AppError } from '#shared/contract/app-error'
import { Id } from '#shared/contract/primitives'
import type { ReviewTask } from '#shared/contract/review-task'
import { articleEdges } from '#shared/domain/article-states'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { commandRule, guarded, looked, many, save, type RuleContext } from '#shared/domain/command-rule'
import { isUnsettled, newOrBack, observedHits } from '#shared/domain/observed-hits'
import { judgedContent } from '#shared/domain/revision-hash'
import { nextState } from '#shared/domain/state-machine'

const firstTask = (revision: Revision, id: string, at: string): ReviewTask => ({
  id,
  version: 0,
  siteId: revision.siteId,
  articleId: revision.articleId,
  revisionId: revision.id,
  title: revision.title,
  stage: 'first',
  state: 'waiting',
  priority: 'normal',
  submittedAt: at,
  dueAt: `${addWorkingDays(dayOf(at), 2)}T10:00:00.000Z`,
  decidedBy: null,
  decidedAt: null,
  seen: null,
  comment: null,
})

const hitsOf = (revision: Revision, context: RuleContext) =>
  observedHits(
    {
      siteId: revision.siteId,
      subject: { type: 'revision', articleId: revision.articleId, name: revision.title, hash: revision.hash },
    },
    [...context.check('title', revision.title), ...context.check('body', revision.body)],
    context,
  )

/** Makes a new revision of an article in the workflow and starts its review again at 初审; an edit resets every later stage (domain-rules 3.1). */
export const rule = commandRule({
  type: 'article.revise',
  args: Type.Object(
    {
      articleId: Id,
      siteId: Id,
      revisionId: Id,
      taskId: Id,
      title: Type.String({ minLength: 2, maxLength: 200 }),
      body: Type.String({ minLength: 1, maxLength: 500_000 }),
    },
    { additionalProperties: false },
  ),
  right: 'article.edit',
  reads: ({ articleId, siteId }) => ({
    article: guarded('article', articleId),
    site: looked('site', siteId),
    revisions: many('revision', 'articleId', articleId),
    tasks: many('reviewTask', 'articleId', articleId),
    hits: many('hit', 'articleId', articleId),
  }),
  decide({ article, site, revisions, tasks, hits }, { revisionId, taskId, title, body }, context) {
    if (article.siteId !== site.id) throw new AppError('invalid', '稿件不属于所指子站')
    const { by, at } = context
    const content = { title, body, attachments: article.attachments }
    const number = 1 + Math.max(0, ...revisions.map((revision) => revision.number))
    const hash = context.sm3(judgedContent(content))
    const revision = {
      id: revisionId,
      version: 0,
      siteId: site.id,
      articleId: article.id,
      number,
      ...content,
      hash,
      madeBy: by.id,
      madeAt: at,
    }
    const waiting = tasks.filter((task) => task.state === 'waiting')
    const fixed = hits.filter((hit) => isUnsettled(hit) && hit.subject.type === 'revision' && hit.subject.hash !== hash)
    return [
      save('revision', revision),
      save('article', {
        ...article,
        title,
        state: nextState(articleEdges, article.state, 'revise'),
        revisionId,
        changedAt: at,
      }),
      ...waiting.map((task) => save('reviewTask', { ...task, state: 'superseded' })),
      save('reviewTask', firstTask(revision, taskId, at)),
      ...fixed.map((hit) => save('hit', { ...hit, state: 'gone', disposition: null })),
      ...newOrBack(hitsOf(revision, context), hits),
    ]
  },
})
