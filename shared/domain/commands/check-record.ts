import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { CheckSubject, ObservedHit } from '#shared/contract/hit'
import { Id, Nullable } from '#shared/contract/primitives'
import { commandRule, ifThere, lookedEach, many, save } from '#shared/domain/command-rule'
import { observedHits } from '#shared/domain/observed-hits'
import { assertMay } from '#shared/domain/permissions'

/** Keeps what a check found in a published article or a file, personal data masked. Hits of the article's earlier text that are not there any more are gone. */
export const rule = commandRule({
  type: 'check.record',
  args: Type.Object(
    { siteId: Nullable(Id), subject: CheckSubject, hits: Type.Array(ObservedHit, { maxItems: 2000 }) },
    { additionalProperties: false },
  ),
  right: 'check.run',
  anywhere: true,
  reads: ({ siteId, subject }) => ({
    owner: ifThere('site', siteId),
    known: subject.articleId === null ? lookedEach('hit', []) : many('hit', 'articleId', subject.articleId),
  }),
  decide({ owner, known }, { siteId, subject, hits }, context) {
    if (siteId !== null && !owner) throw new AppError('not-found', '所指子站不存在')
    if (owner) assertMay(context.by, 'check.run', owner)
    if ((siteId === null) !== (subject.type === 'file')) throw new AppError('invalid', '核查对象与子站不一致')
    const stored = observedHits({ siteId, subject }, hits, context)
    const seen = new Set(stored.map(({ entity }) => entity.id))
    const ids = new Set(known.map((hit) => hit.id))
    const gone = known.filter((hit) => hit.subject.type === subject.type && hit.state === 'open' && !seen.has(hit.id))
    return [
      ...stored.filter(({ entity }) => !ids.has(entity.id)),
      ...gone.map((hit) => save('hit', { ...hit, state: 'gone' })),
    ]
  },
})
