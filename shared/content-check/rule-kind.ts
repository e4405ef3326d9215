import type { HitSeverity } from '#shared/contract/hit'
import type { CompiledRule } from './compiled-rule'
import type { Rule, ways } from './rule'
import type { Span, Window } from './text-under-check'

/** A hit within a window; with a severity of its own where it is not the rule's. */
export interface FoundSpan extends Span {
  readonly severity?: HitSeverity
}

/** A way of matching. One file each in kinds/, exported as `kind`. */
export interface RuleKind {
  readonly way: (typeof ways)[number]
  /** Words whose places in the text are looked at; folded like the text. */
  phrases(rule: Rule): readonly string[]
  /** Whether it is worth looking at a place: quick, and only of the original. */
  mayBe?(rule: Rule, original: string, place: Span): boolean
  /** The hit at one of those places, as a stretch of the window's text. */
  find(rule: CompiledRule, window: Window, context: { readonly date: string | undefined }): FoundSpan | undefined
}

const modules = import.meta.glob<RuleKind>('./kinds/*.ts', { eager: true, import: 'kind' })

export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map(Object.values(modules).map((kind) => [kind.way, kind]))

/** The way a rule matches by; undefined for `detector` and `bulk`, which do not look at places. */
export const kindOf = (rule: Rule): RuleKind | undefined =>
  [...ruleKinds.values()].find(({ way }) => rule[way] !== undefined)
