import type { PhraseImage } from './automaton/image'
import { cachedImage } from './automaton/image-cache'
import { imageFrom } from './automaton/lexicon'
import type { CompiledRule } from './compiled-rule'
import { foldedPhrase } from './folded-phrase'
import { lookAlikesOf } from './look-alike-words'
import type { Rule } from './rule'

/** Where the phrases of packs are kept ready: a folder, and a name that no other content of the pack has. */
export interface PackCache {
  readonly folder: string
  readonly key: string
}

/**
 * Who uses a phrase, in a number: the rule's place in the pack, whether the text has to be compared with the phrase as
 * it was written, and whether the phrase is a look-alike of the one in the rule.
 */
export interface PhraseUse {
  readonly rule: number
  readonly isExact: boolean
  readonly isLookAlike: boolean
}

export const tagOf = ({ rule, isExact, isLookAlike }: PhraseUse) =>
  (rule << 2) | (isExact ? 1 : 0) | (isLookAlike ? 2 : 0)
export const useOf = (tag: number): PhraseUse => ({
  rule: tag >> 2,
  isExact: (tag & 1) !== 0,
  isLookAlike: (tag & 2) !== 0,
})

/** As written, but for width, case and spaces. */
export const writtenForm = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, '')

interface Extra {
  readonly groups: readonly (readonly number[])[]
  readonly disguised: string
}

/** The phrases of all rules in one image, from the cache where one is given. */
export function phraseImage(rules: readonly CompiledRule[], cache: PackCache | undefined) {
  const image = cache ? cachedImage(cache.folder, cache.key, () => build(rules)) : build(rules)
  const extra = JSON.parse(new TextDecoder().decode(image.extra.slice())) as Extra
  const disguisedUnits = new Uint8Array(0x10000)
  for (const character of extra.disguised) disguisedUnits[character.charCodeAt(0)] = 1
  return { image, groups: extra.groups, disguisedUnits }
}

function build(rules: readonly CompiledRule[]): PhraseImage {
  const users = new Map<string, number[]>()
  const disguised = new Set<string>()
  rules.forEach(({ rule, kind }, index) => {
    for (const phrase of kind?.phrases(rule) ?? []) {
      const folded = foldedPhrase(phrase)
      add(users, folded, tagOf({ rule: index, isExact: isExact(rule.phrases, phrase, folded), isLookAlike: false }))
      if (!rule.disguised) continue
      for (const character of folded) disguised.add(character)
      for (const other of looksOf(rule, folded))
        add(users, other, tagOf({ rule: index, isExact: false, isLookAlike: true }))
    }
  })
  const groups: number[][] = []
  const tags = new Map<string, number>()
  for (const [phrase, own] of users) tags.set(phrase, own.length === 1 ? (own[0] ?? 0) : -groups.push(own))
  const extra: Extra = { groups, disguised: [...disguised].join('') }
  return imageFrom(tags, new TextEncoder().encode(JSON.stringify(extra)))
}

/** What looks like a phrase, but for what should stand there instead. Names see to that themselves. */
function looksOf({ phrases, pattern }: Rule, folded: string): string[] {
  if (!phrases && !pattern) return []
  const rights = Array.isArray(phrases) ? [] : Object.values(phrases ?? {})
  return lookAlikesOf(folded).filter((other) => !rights.includes(other))
}

function add(users: Map<string, number[]>, phrase: string, tag: number): void {
  const own = users.get(phrase)
  if (!own) users.set(phrase, [tag])
  else if (!own.includes(tag)) own.push(tag)
}

const isPunctuated = /[\p{P}\p{S}]/u

/** A phrase whose fault would be folded away (着名 for 著名), or that has punctuation, is compared as written. */
function isExact(phrases: CompiledRule['rule']['phrases'], phrase: string, folded: string): boolean {
  if (phrases && isPunctuated.test(phrase)) return true
  const right = phrases && !Array.isArray(phrases) ? phrases[phrase] : undefined
  return right !== undefined && right !== '' && foldedPhrase(right) === folded
}
