import { Found } from './automaton/walk'
import type { CompiledRule } from './compiled-rule'
import { foldTable } from './fold/fold-table'
import { widthAt } from './fold/folded-text'
import { hanDigit } from './fold/numerals'
import { firstWord, lastDigit, unitClass } from './fold/unit-class'
import { useOf, writtenForm, type PhraseUse } from './pack-phrases'
import type { PartSearch } from './part-search'
import { gapsBetween, noGaps, type Place, type Window } from './text-under-check'
import { undoubledAround } from './undoubled'

/** What the phrases found in the folded text are to their rules. */
export function findPhrases(search: PartSearch, { places, length }: Found): void {
  const { rules, groups } = search.compiled
  const { origin } = search.folded
  for (let at = 0; at < length; at += 3) {
    const tag = places[at] as number
    const [from, to] = [places[at + 1] as number, places[at + 2] as number]
    const rule = tag >= 0 && (tag & 3) === 0 ? (rules[tag >> 2] as CompiledRule) : undefined
    // Most phrases of a large dictionary ask nothing of their surroundings and stand as they are.
    if (rule?.isPlain && (origin[to - 1] as number) - (origin[from] as number) === to - from - 1)
      search.put(rule, origin[from] as number, (origin[to - 1] as number) + 1)
    else for (const one of tag >= 0 ? [tag] : (groups[-tag - 1] ?? [])) atPlace(search, useOf(one), from, to)
  }
  findDoubled(search)
}

function atPlace(search: PartSearch, use: PhraseUse, from: number, to: number): void {
  const { original, origin, units } = search.folded
  const last = origin[to - 1] as number
  const [start, end] = [origin[from] as number, last + widthAt(original, last)]
  const gaps = end - start === to - from ? noGaps : gapsBetween(original, origin, from, to)
  const phrase = String.fromCharCode(...units.subarray(from, to))
  tryRule(search, use, { start, end, phrase, gaps, isDisguised: use.isLookAlike })
}

const doubled = new Found()

/** Phrases with characters written twice, for rules that are found in disguise. */
function findDoubled(search: PartSearch): void {
  for (const { units, first, last } of undoubledAround(search.folded, search.compiled.disguisedUnits)) {
    search.compiled.lexicon.find(units, units.length, doubled)
    for (let at = 0; at < doubled.length; at += 3) {
      const [tag = 0, from = 0, to = 0] = doubled.places.subarray(at, at + 3)
      const isDoubled = Array.from({ length: to - from }, (_, index) => from + index).some(
        (one) => first[one] !== last[one],
      )
      if (!isDoubled) continue
      for (const one of tag >= 0 ? [tag] : (search.compiled.groups[-tag - 1] ?? [])) {
        const phrase = String.fromCharCode(...units.subarray(from, to))
        const span = { start: first[from] as number, end: (last[to - 1] as number) + 1 }
        if (search.compiled.rules[useOf(one).rule]?.rule.disguised)
          tryRule(search, useOf(one), { ...span, phrase, gaps: noGaps, isDisguised: true })
      }
    }
  }
}

function tryRule(search: PartSearch, { rule: index, isExact }: PhraseUse, place: Place): void {
  const rule = search.compiled.rules[index] as CompiledRule
  if (!rule.kind || search.isEnough(rule)) return
  if (!(isExact ? isWrittenSo(search, rule, place) : toleratesGaps(search, rule, place))) return
  if (rule.kind.mayBe?.(rule.rule, search.folded.original, place) === false) return
  const isDisguised = place.isDisguised || (rule.rule.disguised === true && place.gaps.count > 0)
  const meant = { ...place, isDisguised, phrase: rule.meant(place.phrase) }
  for (const window of windowsOf(search, rule, meant)) {
    const span = rule.kind.find(rule, window, { date: search.context.date })
    // A word alone may be two words that a sign or space parts.
    const isBare = span && span.end - span.start <= window.end - window.start + 1
    if (isBare && !isExact && !isOneWord(search, rule, place)) continue
    if (span && search.reportIn(rule, window, span.start, span.end, span.severity)) return
  }
}

function windowsOf(search: PartSearch, { rule }: CompiledRule, place: Place): Window[] {
  const compact = search.text.compact(place)
  if (!rule.disguised || !(place.isDisguised || hasSignsAround(search.folded.original, place))) return [compact]
  const squeezed = search.text.squeezed(place)
  return squeezed.text === compact.text ? [compact] : [compact, squeezed]
}

const reach = 12
const digitLike = new Set([...'oil'].map((letter) => letter.charCodeAt(0)))

/** Whether something that may have been put in to deceive stands near a place. */
function hasSignsAround(original: string, { start, end }: Place): boolean {
  const { word } = foldTable()
  for (let at = Math.max(0, start - reach); at < Math.min(end + reach, original.length); at++) {
    const unit = word[original.charCodeAt(at)] as number
    if (unit <= unitClass.star || (unit >= unitClass.garbled && unit < firstWord)) return true
    // Numerals of several styles, letters that look like digits, and doubled characters.
    if (digitLike.has(unit)) return true
    if (unit <= lastDigit ? hanDigit(original.charAt(at)) : original.charCodeAt(at) === original.charCodeAt(at - 1))
      return true
  }
  return false
}

const mostSigns = 2
/** What also parts the links of a menu or the words of a heading. */
const separators = /^[\s\u00a0\-—–/·•>»_.]+$/u
const mostSignsInDisguise = 4

/** Whether what stands between the characters of a phrase is so little that it may be meant as the phrase. */
function toleratesGaps(search: PartSearch, rule: CompiledRule, place: Place): boolean {
  const { count, widest, kind } = place.gaps
  if (count === 0) return true
  // A pattern sees for itself what stands there.
  if (rule.pattern) return !rule.rule.disguised || widest <= mostSignsInDisguise
  if (rule.rule.disguised && rule.rule.severity === 'block' && widest <= mostSignsInDisguise)
    return kind <= unitClass.punctuation || isSpacedOut(place)
  return isOneWord(search, rule, place)
}

const isSpacedOut = ({ gaps, phrase }: Place) => gaps.count > 1 && gaps.count === phrase.length - 1

/**
 * Symbols between the characters of a word that is not a mark by itself: a few, or spaces where all characters are
 * spaced out or the word stands alone. A sentence's end or the next link of a menu is no disguise.
 */
function isOneWord(search: PartSearch, { rule, pattern }: CompiledRule, place: Place): boolean {
  const { count, widest, kind } = place.gaps
  if (count === 0 || (pattern && rule.severity === 'block')) return true
  if (rule.phrases && rule.severity === 'block' && rule.disguised) return true
  if (kind > unitClass.star || widest > mostSigns) return false
  return isSpacedOut(place) || !isParted(search.folded.original, place) || standsAlone(search.folded.original, place)
}

/** Whether all that stands between the characters may part words. */
const isParted = (original: string, { start, end }: Place) =>
  separators.test(original.slice(start, end).replace(/[\p{L}\p{N}]/gu, ''))

const isWordThere = (original: string, at: number) => /[\p{L}\p{N}]/u.test(original.charAt(at))

const standsAlone = (original: string, { start, end }: Place) =>
  !isWordThere(original, start - 1) && !isWordThere(original, end)

function isWrittenSo(search: PartSearch, rule: CompiledRule, { start, end }: Place): boolean {
  const text = writtenForm(search.folded.original.slice(start, end))
  return (rule.kind?.phrases(rule.rule) ?? []).some((phrase) => writtenForm(phrase) === text)
}
