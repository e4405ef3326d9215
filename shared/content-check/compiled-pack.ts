import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { AppError } from '#shared/contract/app-error'
import { Lexicon } from './automaton/lexicon'
import { compileRule, type CompiledRule } from './compiled-rule'
import { phraseImage, type PackCache } from './pack-phrases'
import { Rule, RulePack, ways } from './rule'

export interface CompiledPack {
  readonly pack: RulePack
  readonly rules: readonly CompiledRule[]
  readonly lexicon: Lexicon
  /** By group number: the tags of phrases that several rules use. */
  readonly groups: readonly (readonly number[])[]
  /** Rules that look through the whole text by themselves. */
  readonly scanning: readonly CompiledRule[]
  /** Rules that look at runs of digits. */
  readonly numeric: readonly CompiledRule[]
  readonly structural: readonly CompiledRule[]
  /** 1 for units of phrases that are found in disguise too. */
  readonly disguisedUnits: Uint8Array
}

const compiled = new WeakMap<RulePack, CompiledPack>()

/** The pack made ready, once per pack object. Throws `invalid` when the pack is malformed. */
export function compilePack(pack: RulePack, cache?: PackCache): CompiledPack {
  const known = compiled.get(pack)
  if (known) return known
  const made = compile(pack, cache)
  compiled.set(pack, made)
  return made
}

function compile(pack: RulePack, cache: PackCache | undefined): CompiledPack {
  assertPack(pack)
  const rules = pack.rules.map(compileRule)
  const { groups, disguisedUnits, image } = phraseImage(rules, cache)
  const isLoose = ({ pattern, rule }: CompiledRule) => pattern && !rule.anchors && rule.digits === undefined
  return {
    pack,
    rules,
    lexicon: new Lexicon(image),
    groups,
    disguisedUnits,
    scanning: rules.filter(isLoose),
    numeric: rules.filter(({ rule }) => rule.digits !== undefined),
    structural: rules.filter(({ detector }) => detector),
  }
}

/** Throws `invalid` with the first fault. */
export function assertPack({ rules, ...pack }: RulePack): void {
  assertShape(RulePack, { ...pack, rules: [] }, '')
  for (const rule of rules) assertRule(rule)
}

function assertRule(rule: Rule): void {
  // A dictionary of 100,000 phrases would take the schema's check a noticeable time.
  const { phrases } = rule
  assertShape(Rule, phrases === undefined ? rule : { ...rule, phrases: ['x'] }, `规则 ${rule.id}`)
  const texts = Array.isArray(phrases) ? phrases : Object.entries(phrases ?? {}).flat()
  if (texts.some((text) => typeof text !== 'string'))
    throw new AppError('invalid', `规则 ${rule.id} 的词条须为文字，请修正后重新载入`)
  if (ways.filter((way) => rule[way] !== undefined).length !== 1)
    throw new AppError('invalid', `规则 ${rule.id} 须写且只写一种匹配方式，请修正后重新载入`)
}

function assertShape(schema: TSchema, value: unknown, where: string): void {
  const [fault] = Value.Errors(schema, value)
  if (fault) throw new AppError('invalid', `规则包格式不正确：${where}${fault.path} ${fault.message}，请修正后重新载入`)
}
