import type { CompiledRule } from './compiled-rule'
import { foldedPhrase } from './folded-phrase'

const byRule = new WeakMap<CompiledRule, ReadonlyMap<string, string>>()

/** What should stand in the place of a hit; undefined where the rule does not say. */
export function replacementFor(rule: CompiledRule, text: string): string | undefined {
  const { phrases, list, fixed } = rule.rule
  if (list) return list.join('、')
  if (fixed?.length === 1) return fixed[0]
  if (!phrases || Array.isArray(phrases)) return undefined
  return phrases[text] ?? folded(rule, phrases).get(foldedPhrase(text))
}

function folded(rule: CompiledRule, phrases: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = byRule.get(rule)
  if (known) return known
  const made = new Map(Object.entries(phrases).map(([wrong, right]) => [foldedPhrase(wrong), right]))
  byRule.set(rule, made)
  return made
}
