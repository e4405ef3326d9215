import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Id, OneOf, Reason, Sm3 } from '#shared/contract/primitives'
import { assertMayClear, decided, decisionBefore, letsStand } from '#shared/domain/clearance'
import { commandRule, guarded, ifThere, manyAmong, save } from '#shared/domain/command-rule'
import { assertMay } from '#shared/domain/permissions'

/**
 * Decides on one hit with a reason: 放行 (cleared), 误报 (false positive) or 确认 (confirmed: has to be removed). Bound to
 * the text that was on screen. Letting a serious hit stand takes two people, neither of whom wrote the text.
 */
export const rule = commandRule({
  type: 'hit.dispose',
  args: Type.Object(
    {
      hitId: Id,
      siteId: Type.Union([Id, Type.Null()]),
      articleId: Type.Union([Id, Type.Null()]),
      seen: Sm3,
      as: OneOf('confirmed', 'false_positive', 'cleared', 'awaiting_second', 'open'),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  right: 'hit.dispose',
  anywhere: true,
  reads: ({ hitId, siteId, articleId, seen }) => ({
    hit: guarded('hit', hitId),
    owner: ifThere('site', siteId),
    article: ifThere('article', articleId),
    revisions: manyAmong('revision', ['articleId', articleId], ['hash', [seen]]),
  }),
  decide({ hit, owner, article, revisions }, { siteId, articleId, seen, as, reason }, { by, at }) {
    if (hit.siteId !== siteId || hit.articleId !== articleId) throw new AppError('invalid', '命中不属于所指子站或稿件')
    if (siteId !== null) assertMay(by, 'hit.dispose', owner)
    if (hit.subject.hash !== seen) throw new AppError('conflict', '所核查的内容已更新，请重新查看')
    if (letsStand(as)) assertMayClear({ hit, article, revisions }, by.id)
    return [save('hit', decided(hit, as, { reason, by: by.id, at }))]
  },
  undo: ({ hit }, args) => ({
    type: 'hit.dispose',
    args: { ...args, as: decisionBefore(hit), reason: hit.disposition?.reason ?? '撤销上次处置' },
  }),
})
