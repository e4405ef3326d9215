import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Reason } from '#shared/contract/primitives'
import type { Hit } from '#shared/content-check/hit'

/** Where an exemption 豁免 holds: everywhere, or on one site, in one column or article. */
export const ExemptionScope = Type.Union([
  Type.Object({ type: Type.Literal('everywhere') }),
  Type.Object({ type: Type.Union([Type.Literal('site'), Type.Literal('column'), Type.Literal('article')]), id: Id }),
])
export type ExemptionScope = Static<typeof ExemptionScope>

/** A text that a rule is not to tell of, for a while. */
export const RuleExemption = Type.Object({
  rule: Type.String(),
  /** The text of the hit as it stands. */
  text: Type.String({ minLength: 1 }),
  scope: ExemptionScope,
  /** Last day it holds. */
  until: Day,
  reason: Reason,
  approvedBy: Id,
})
export type RuleExemption = Static<typeof RuleExemption>

/** Where a checked text stands. */
export interface HitPlace {
  readonly siteId?: string
  readonly columnId?: string
  readonly articleId?: string
}

/** Whether an exemption covers a hit at that place on that day. */
export function isExempt(
  exemption: RuleExemption,
  hit: Pick<Hit, 'rule' | 'text'>,
  place: HitPlace,
  today: string,
): boolean {
  const isMeant = exemption.rule === hit.rule && exemption.text === hit.text && today <= exemption.until
  return isMeant && covers(exemption.scope, place)
}

function covers(scope: ExemptionScope, { siteId, columnId, articleId }: HitPlace): boolean {
  if (scope.type === 'everywhere') return true
  return scope.id === { site: siteId, column: columnId, article: articleId }[scope.type]
}

/** The hits that no exemption covers. */
export const withoutExempt = (
  hits: readonly Hit[],
  exemptions: readonly RuleExemption[],
  place: HitPlace,
  today: string,
): Hit[] => hits.filter((hit) => !exemptions.some((exemption) => isExempt(exemption, hit, place, today)))

/** A hit that somebody called a false one. */
export interface Ignored extends HitPlace {
  readonly rule: string
  readonly text: string
}

export type ProposedExemption = Pick<RuleExemption, 'rule' | 'text' | 'scope'>

const enough = 3

/**
 * What to propose after the third time that the same rule was called wrong about the same text: the narrowest scope
 * that all of them share. Undefined before.
 */
export function proposedExemption(ignored: readonly Ignored[]): ProposedExemption | undefined {
  const last = ignored.at(-1)
  const same = ignored.filter(({ rule, text }) => rule === last?.rule && text === last.text)
  if (!last || same.length < enough) return undefined
  return { rule: last.rule, text: last.text, scope: sharedScope(same) }
}

function sharedScope(places: readonly HitPlace[]): ExemptionScope {
  for (const [type, key] of [
    ['article', 'articleId'],
    ['column', 'columnId'],
    ['site', 'siteId'],
  ] as const) {
    const id = places[0]?.[key]
    if (id !== undefined && places.every((place) => place[key] === id)) return { type, id }
  }
  return { type: 'everywhere' }
}
