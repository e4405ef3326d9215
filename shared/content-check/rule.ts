import { Type, type Static } from '@sinclair/typebox'
import { HitSeverity } from '#shared/contract/hit'

/**
 * Where a match is not a hit. `before` and `after` are regular expressions over the 24 normalised characters
 * on that side of the match; anchor them with `$` and `^` to mean "directly".
 */
export const Surroundings = Type.Object({
  before: Type.Optional(Type.String()),
  after: Type.Optional(Type.String()),
  /** Not inside 《》. */
  title: Type.Optional(Type.Literal(true)),
})
export type Surroundings = Static<typeof Surroundings>

const Examples = Type.Object({ hit: Type.Array(Type.String(), { minItems: 1 }), miss: Type.Array(Type.String()) })

export const categories = [
  'secrecy-mark',
  'internal-mark',
  'document-number',
  'personal-data',
  'terminology',
  'wording',
] as const

/**
 * One rule. It matches by exactly one of `pattern`, `phrases`, `list` and `bulk`, the first three over normalised text: NFKC, lower
 * case, no spaces and no invisible characters.
 */
export const Rule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]+$' }),
    title: Type.String(),
    category: Type.Union(categories.map((name) => Type.Literal(name))),
    severity: HitSeverity,
    /** The clause or practice it rests on; 待核实 where that was not seen in a published text. */
    source: Type.String(),
    suggestion: Type.String(),
    pattern: Type.Optional(Type.String()),
    /** Words one of which begins every match: the pattern is then tried only where they stand. */
    anchors: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /** Look at the text with its spaces: identifiers side by side must not run together. */
    spaced: Type.Optional(Type.Literal(true)),
    /** Digits in a row without which the pattern cannot match. */
    digits: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Name of a file in validators/ that has to accept the match. */
    validator: Type.Optional(Type.String()),
    /** Wrong expression → right one. */
    phrases: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** A fixed series joined by 、: all of its items in another order, or one of them twice, is a hit. */
    list: Type.Optional(Type.Array(Type.String(), { minItems: 3 })),
    unless: Type.Optional(Surroundings),
    /** Required on that side of the match. */
    requires: Type.Optional(Type.Object({ before: Type.String() })),
    /** Severity inside 《》 and in columns about secrecy education. */
    quoted: Type.Optional(HitSeverity),
    /** Instead of matching: hit once in a document with so many hits of the named rule. */
    bulk: Type.Optional(Type.Object({ of: Type.String(), count: Type.Integer({ minimum: 2 }) })),
    examples: Examples,
  },
  { additionalProperties: false },
)
export type Rule = Static<typeof Rule>

export const RulePack = Type.Object({
  id: Type.String(),
  version: Type.String(),
  title: Type.String(),
  rules: Type.Array(Rule),
})
export type RulePack = Static<typeof RulePack>
