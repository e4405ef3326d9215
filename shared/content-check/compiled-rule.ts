import { AppError } from '#shared/contract/app-error'
import { detectors, type Detector } from './detector'
import type { Rule } from './rule'
import { foldedPhrase } from './folded-phrase'
import { lookAlikesOf } from './look-alike-words'
import { kindOf, type RuleKind } from './rule-kind'
import { validators, type Validator } from './validator'

/** A rule made ready. */
export interface CompiledRule {
  readonly rule: Rule
  /** Its place in the pack. */
  readonly index: number
  readonly severityNumber: number
  /** It asks nothing of the surroundings of its phrases. */
  readonly isPlain: boolean
  /** The anchor that a folded phrase or a look-alike stands for. */
  meant(phrase: string): string
  readonly kind: RuleKind | undefined
  readonly pattern: RegExp | undefined
  readonly validator: Validator | undefined
  readonly detector: Detector | undefined
  readonly unlessBefore: RegExp | undefined
  readonly unlessAfter: RegExp | undefined
  readonly requiresBefore: RegExp | undefined
  readonly requiresAfter: RegExp | undefined
  readonly header: RegExp | undefined
}

/** Throws `invalid` where an expression cannot be read or a validator or detector is not known. */
export function compileRule(rule: Rule, index: number): CompiledRule {
  const kind = kindOf(rule)
  // Phrases themselves are the hit; a pattern has to see the word that was meant.
  const meant = rule.disguised && rule.anchors ? meanings(rule.anchors) : undefined
  return {
    rule,
    index,
    severityNumber: ['hint', 'review', 'block'].indexOf(rule.severity),
    isPlain: rule.phrases !== undefined && !conditions.some((field) => rule[field] !== undefined),
    meant: (phrase) => meant?.get(phrase) ?? phrase,
    kind,
    pattern: regex(rule, rule.pattern, 'gm'),
    validator: named(rule, '校验器', rule.validator, validators),
    detector: named(rule, '检测器', rule.detector, detectors),
    unlessBefore: regex(rule, rule.unless?.before),
    unlessAfter: regex(rule, rule.unless?.after),
    requiresBefore: regex(rule, rule.requires?.before),
    requiresAfter: regex(rule, rule.requires?.after),
    header: regex(rule, rule.inTable?.header),
  }
}

const conditions = ['unless', 'requires', 'quoted', 'inTable', 'validFrom', 'validTo', 'validator'] as const

const meanings = (anchors: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    anchors.flatMap((anchor) => {
      const folded = foldedPhrase(anchor)
      return [folded, ...lookAlikesOf(folded)].map((other) => [other, anchor] as const)
    }),
  )

function named<T>({ id }: Rule, what: string, name: string | undefined, known: ReadonlyMap<string, T>): T | undefined {
  const one = name === undefined ? undefined : known.get(name)
  if (name !== undefined && !one)
    throw new AppError('invalid', `规则 ${id} 引用了不存在的${what} ${name}，可用的有：${[...known.keys()].join('、')}`)
  return one
}

function regex({ id }: Rule, source: string | undefined, flags = ''): RegExp | undefined {
  if (source === undefined) return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    throw new AppError('invalid', `规则 ${id} 的表达式无法解析：${source}，请检查括号和转义`)
  }
}
