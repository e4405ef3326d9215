import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Id, OneOf, Reason, Sm3 } from '#shared/contract/primitives'
import { commandRule, guarded, ifThere, save } from '#shared/domain/command-rule'
import { assertMay } from '#shared/domain/permissions'

/** Decides on one hit with a reason: 放行 (cleared), 误报 (false positive) or 确认 (confirmed: has to be removed). Bound to the text that was on screen. */
export const rule = commandRule({
  type: 'hit.dispose',
  args: Type.Object(
    {
      hitId: Id,
      siteId: Type.Union([Id, Type.Null()]),
      articleId: Type.Union([Id, Type.Null()]),
      seen: Sm3,
      as: OneOf('confirmed', 'false_positive', 'cleared', 'open'),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  right: 'hit.dispose',
  anywhere: true,
  reads: ({ hitId, siteId, articleId }) => ({
    hit: guarded('hit', hitId),
    owner: ifThere('site', siteId),
    article: ifThere('article', articleId),
  }),
  decide({ hit, owner, article }, { siteId, articleId, seen, as, reason }, { by, at }) {
    if (hit.siteId !== siteId || hit.articleId !== articleId) throw new AppError('invalid', '命中不属于所指子站或稿件')
    if (siteId !== null) assertMay(by, 'hit.dispose', owner)
    if (hit.subject.hash !== seen) throw new AppError('conflict', '所核查的内容已更新，请重新查看')
    if ((as === 'cleared' || as === 'false_positive') && article?.authorId === by.id)
      throw new AppError('rule', '作者不能放行自己稿件中的命中，也不能判为误报，请由他人处置')
    return [save('hit', { ...hit, state: as, disposition: as === 'open' ? null : { reason, by: by.id, at } })]
  },
  undo: ({ hit }, args) => ({
    type: 'hit.dispose',
    args: { ...args, as: hit.state === 'gone' ? 'open' : hit.state, reason: hit.disposition?.reason ?? '撤销上次处置' },
  }),
})
