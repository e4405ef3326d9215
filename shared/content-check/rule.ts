import { Type, type Static } from '@sinclair/typebox'
import { HitSeverity } from '#shared/contract/hit'
import { Day } from '#shared/contract/primitives'

/**
 * Where a match is not a hit. `before` and `after` are regular expressions over the 24 normalised characters
 * on that side of the match; anchor them with `$` and `^` to mean "directly".
 */
export const Surroundings = Type.Object(
  {
    before: Type.Optional(Type.String()),
    after: Type.Optional(Type.String()),
    /** Not inside 《》. */
    title: Type.Optional(Type.Literal(true)),
    /** Not as a quotation of its own: between “” with nothing else in them. */
    quotation: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
export type Surroundings = Static<typeof Surroundings>

/** A text, or a text of a certain day. */
const Example = Type.Union([
  Type.String(),
  Type.Object({ text: Type.String(), date: Day }, { additionalProperties: false }),
])
export type Example = Static<typeof Example>

const Examples = Type.Object({ hit: Type.Array(Example, { minItems: 1 }), miss: Type.Array(Example) })

export const categories = [
  'secrecy-mark',
  'internal-mark',
  'document-number',
  'personal-data',
  'person-post',
  'terminology',
  'institution',
  'wording',
] as const

/** Who holds or held which post, and when. */
export const Person = Type.Object(
  {
    name: Type.String({ minLength: 2 }),
    posts: Type.Array(
      Type.Object({ post: Type.String({ minLength: 2 }), from: Type.Optional(Day), to: Type.Optional(Day) }),
    ),
    /** From this day on the name is looked at wherever it stands. */
    watchedFrom: Type.Optional(Day),
  },
  { additionalProperties: false },
)
export type Person = Static<typeof Person>

const Wordings = Type.Union([Type.Record(Type.String(), Type.String()), Type.Array(Type.String(), { minItems: 1 })])

/**
 * One rule. It matches by exactly one of `pattern`, `phrases`, `list`, `fixed`, `persons`, `detector` and `bulk`, all
 * over folded text: compatibility forms, width, case and script are the same, invisible characters are not there.
 */
export const Rule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]+$' }),
    title: Type.String({ minLength: 1 }),
    category: Type.Union(categories.map((name) => Type.Literal(name))),
    severity: HitSeverity,
    /** The clause or practice it rests on; 待核实 where that was not seen in a published text. */
    source: Type.String({ minLength: 1 }),
    suggestion: Type.String({ minLength: 1 }),
    /** A text of an earlier or later day is not judged by it. */
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Day),
    /** Regular expression without spaces between its characters; needs `anchors` or `digits` to be quick. */
    pattern: Type.Optional(Type.String({ minLength: 1 })),
    /** Words one of which is in every match: the pattern is then tried only where they stand. */
    anchors: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    /** Digits in a row (eight or more), whatever stands between them, without which the pattern cannot match. */
    digits: Type.Optional(Type.Integer({ minimum: 8 })),
    /** Look at the text with its spaces: identifiers side by side must not run together. */
    spaced: Type.Optional(Type.Literal(true)),
    /** Name of a file in validators/ that has to accept the match. */
    validator: Type.Optional(Type.String()),
    /** Wrong expression → right one, or expressions for which there is no right one. */
    phrases: Type.Optional(Wordings),
    /** A fixed series joined by 、: another order, a missing, doubled or foreign item is a hit. */
    list: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 3 })),
    /** Expressions that have to be letter by letter: what differs in one or two characters is a hit. */
    fixed: Type.Optional(Type.Array(Type.String({ minLength: 8 }), { minItems: 1 })),
    /** Names written with a character of the same sound, and posts held by somebody else on the day of the text. */
    persons: Type.Optional(Type.Array(Person, { minItems: 1 })),
    /** Name of a file in detectors/. */
    detector: Type.Optional(Type.String()),
    /** Found in disguise too: with signs or line ends put in, characters doubled, or replaced by look-alikes. */
    disguised: Type.Optional(Type.Literal(true)),
    unless: Type.Optional(Surroundings),
    /** Required on that side of the match, within 24 characters. */
    requires: Type.Optional(
      Type.Object(
        { before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) },
        { additionalProperties: false },
      ),
    ),
    /** Severity inside 《》 and in columns about secrecy education. */
    quoted: Type.Optional(HitSeverity),
    /** Another severity where the head of the column of a table matches. */
    inTable: Type.Optional(
      Type.Object({ header: Type.String(), severity: HitSeverity }, { additionalProperties: false }),
    ),
    /** Instead of matching: hit once in a document with so many hits of the named rules; with so many different ones if asked. */
    bulk: Type.Optional(
      Type.Object(
        {
          of: Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })]),
          count: Type.Integer({ minimum: 2 }),
          different: Type.Optional(Type.Literal(true)),
        },
        { additionalProperties: false },
      ),
    ),
    examples: Examples,
  },
  { additionalProperties: false },
)
export type Rule = Static<typeof Rule>

export const RulePack = Type.Object({
  id: Type.String({ minLength: 1 }),
  version: Type.String({ minLength: 1 }),
  title: Type.String(),
  rules: Type.Array(Rule),
})
export type RulePack = Static<typeof RulePack>

/** The ways a rule can match, of which it has exactly one. */
export const ways = ['pattern', 'phrases', 'list', 'fixed', 'persons', 'detector', 'bulk'] as const
