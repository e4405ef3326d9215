import { AppError } from '#shared/contract/app-error'
import { buildAutomaton, type Automaton } from './automaton'
import { normalise } from './normalise'
import { RulePack, type Rule, type Surroundings } from './rule'
import { Value } from '@sinclair/typebox/value'
import { validators, type Validator } from './validator'

/** Whether a match at `start…end` of the normalised text counts. */
export interface CompiledRule {
  readonly rule: Rule
  /** Sticky where the rule has anchors, else global. */
  readonly pattern: RegExp | undefined
  readonly validator: Validator | undefined
  readonly unlessBefore: RegExp | undefined
  readonly unlessAfter: RegExp | undefined
  readonly requiresBefore: RegExp | undefined
}

export interface CompiledPack {
  readonly pack: RulePack
  readonly rules: readonly CompiledRule[]
  readonly automaton: Automaton
  /** By phrase number of the automaton: the rules it is a phrase or an anchor of. */
  readonly users: readonly (readonly CompiledRule[])[]
  /** Rules that look through the whole text by themselves. */
  readonly scanning: readonly CompiledRule[]
}

const compiled = new WeakMap<RulePack, CompiledPack>()

/** The pack made ready, once per pack object. Throws `invalid` when the pack is malformed. */
export function compilePack(pack: RulePack): CompiledPack {
  const known = compiled.get(pack)
  if (known) return known
  const made = compile(pack)
  compiled.set(pack, made)
  return made
}

function compile(pack: RulePack): CompiledPack {
  assertPack(pack)
  const rules = pack.rules.map(compileRule)
  const usersByPhrase = new Map<string, CompiledRule[]>()
  for (const rule of rules)
    for (const phrase of phrasesOf(rule.rule)) usersByPhrase.set(phrase, [...(usersByPhrase.get(phrase) ?? []), rule])
  const automaton = buildAutomaton(usersByPhrase.keys())
  const users = automaton.phrases.map((phrase) => usersByPhrase.get(phrase) ?? [])
  return { pack, rules, automaton, users, scanning: rules.filter(({ pattern }) => pattern?.global) }
}

function assertPack(pack: RulePack): void {
  const [fault] = Value.Errors(RulePack, pack)
  if (fault) throw new AppError('invalid', `规则包格式不正确：${fault.path} ${fault.message}，请修正后重新载入`)
  for (const { id, pattern, phrases, list, bulk } of pack.rules)
    if ([pattern, phrases, list, bulk].filter((way) => way !== undefined).length !== 1)
      throw new AppError('invalid', `规则 ${id} 须写且只写一种匹配方式，请修正后重新载入`)
}

function phrasesOf({ phrases, anchors, list }: Rule): string[] {
  const words = anchors ?? list ?? Object.keys(phrases ?? {})
  return words.map(normalised)
}

const normalised = (text: string) => normalise(text).text()

function compileRule(rule: Rule): CompiledRule {
  const validator = rule.validator === undefined ? undefined : validators.get(rule.validator)
  if (rule.validator !== undefined && !validator)
    throw new AppError('invalid', `规则 ${rule.id} 引用了不存在的校验器 ${rule.validator}`)
  return {
    rule,
    pattern: patternOf(rule),
    validator,
    unlessBefore: regex(rule, rule.unless?.before),
    unlessAfter: regex(rule, rule.unless?.after),
    requiresBefore: regex(rule, rule.requires?.before),
  }
}

function patternOf(rule: Rule): RegExp | undefined {
  if (rule.list) return regex(rule, seriesOf(rule.list.map(normalised)), 'y')
  return regex(rule, rule.pattern, rule.anchors ? 'ym' : 'gm')
}

/** As many items as the list has, each any of them, joined by 、. */
const seriesOf = (items: readonly string[]) => {
  const item = `(?:${items.join('|')})`
  return `${item}(?:、${item}){${items.length - 1}}(?!、${item})`
}

function regex(rule: Rule, source: Surroundings['before'], flags = ''): RegExp | undefined {
  if (source === undefined) return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    throw new AppError('invalid', `规则 ${rule.id} 的表达式无法解析：${source}`)
  }
}
