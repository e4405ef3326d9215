import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { CheckSubject, ObservedHit } from '#shared/contract/hit'
import { Id, Nullable } from '#shared/contract/primitives'
import { commandRule, ifThere, many, save } from '#shared/domain/command-rule'
import { isUnsettled, newOrBack, observedHits } from '#shared/domain/observed-hits'
import { assertMay } from '#shared/domain/permissions'

/** Hits stay with an article; those of a file with its very bytes. */
const sameSubject = (one: CheckSubject, other: CheckSubject) =>
  one.type === other.type && (one.type === 'article' ? one.articleId === other.articleId : one.hash === other.hash)

/**
 * Keeps what a check found in a published article or a file, personal data masked. Hits that are not there any more are
 * gone. What stands in a revision is decided by `article.revise`, which looks for itself.
 */
export const rule = commandRule({
  type: 'check.record',
  args: Type.Object(
    { siteId: Nullable(Id), subject: CheckSubject, hits: Type.Array(ObservedHit, { maxItems: 2000 }) },
    { additionalProperties: false },
  ),
  right: 'check.run',
  anywhere: true,
  reads: ({ siteId, subject: { articleId } }) => ({
    owner: ifThere('site', siteId),
    article: ifThere('article', articleId),
    known: articleId === null ? many('hit', 'siteId', null) : many('hit', 'articleId', articleId),
  }),
  decide({ owner, article, known }, { siteId, subject, hits }, context) {
    if (subject.type === 'revision') throw new AppError('invalid', '审核中的稿件在修改时自动核查，不能另行登记结果')
    const isFile = subject.type === 'file'
    if (isFile !== (siteId === null) || isFile !== (subject.articleId === null))
      throw new AppError('invalid', '核查对象与子站不一致')
    if (!isFile && (!owner || article?.siteId !== siteId)) throw new AppError('not-found', '所指子站或稿件不存在')
    if (owner) assertMay(context.by, 'check.run', owner)
    const seen = observedHits({ siteId, subject }, hits, context)
    const seenIds = new Set(seen.map((hit) => hit.id))
    const gone = known.filter((hit) => sameSubject(hit.subject, subject) && isUnsettled(hit) && !seenIds.has(hit.id))
    return [...newOrBack(seen, known), ...gone.map((hit) => save('hit', { ...hit, state: 'gone', disposition: null }))]
  },
})
