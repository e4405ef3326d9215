import { AppError } from '#shared/contract/app-error'
import type { Article, Revision } from '#shared/contract/article'
import type { Hit } from '#shared/contract/hit'

/** What an operator may decide of a hit; `awaiting_second` takes the second clearance back to the first. */
export type HitDecision = Exclude<Hit['state'], 'gone'>

/** Whether a hit so decided may stand in the text. */
export const letsStand = (as: Hit['state']): boolean => as === 'cleared' || as === 'false_positive'

/** Serious hits are let stand by two people only (product.md: a second pair of eyes for anything serious). */
export const needsTwo = ({ severity }: Pick<Hit, 'severity'>): boolean => severity === 'block'

const classifiedCategories: readonly string[] = ['secrecy-mark', 'internal-mark']

/** Hits of which every look is told in the audit trail. */
export const isClassified = ({ severity, category }: Pick<Hit, 'severity' | 'category'>): boolean =>
  severity === 'block' || classifiedCategories.includes(category)

export interface Clearing {
  readonly hit: Hit
  readonly article: Article | null
  /** Revisions with the very text of the hit. */
  readonly revisions: readonly Pick<Revision, 'madeBy'>[]
}

/** @throws AppError `rule` where the operator wrote the text, or has cleared the hit already */
export function assertMayClear({ hit, article, revisions }: Clearing, operatorId: string): void {
  if (article?.authorId === operatorId || revisions.some(({ madeBy }) => madeBy === operatorId))
    throw new AppError('rule', '作者不能放行自己稿件中的命中，也不能判为误报，请由他人处置')
  if (hit.state === 'awaiting_second' && hit.disposition?.by === operatorId)
    throw new AppError('rule', '阻断命中须由两人放行，您已放行一次，请由另一名有处置权的人员再次确认')
}

/** The hit after a decision. The first clearance of a serious one leaves it awaiting the second; the second keeps the first. */
export function decided(hit: Hit, as: HitDecision, disposition: NonNullable<Hit['disposition']>): Hit {
  if (as === 'open') return { ...hit, state: 'open', disposition: null }
  if (as === 'awaiting_second') return backToFirst(hit, disposition.by)
  const first = hit.state === 'awaiting_second' ? hit.disposition : null
  if (letsStand(as) && needsTwo(hit) && first === null) return { ...hit, state: 'awaiting_second', disposition }
  return { ...hit, state: as, disposition: first ? { ...disposition, first } : disposition }
}

function backToFirst(hit: Hit, operatorId: string): Hit {
  const { first, by } = hit.disposition ?? {}
  if (!first || by !== operatorId) throw new AppError('rule', '只能由作出第二次处置的人员撤回到待第二人状态')
  return { ...hit, state: 'awaiting_second', disposition: first }
}

/** What takes a decision back. A serious hit that two people let stand opens again: nobody can clear it in both their names. */
export function decisionBefore(hit: Hit): HitDecision {
  if (hit.state === 'gone' || (needsTwo(hit) && letsStand(hit.state))) return 'open'
  return hit.state
}
