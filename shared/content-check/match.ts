import type { HitSeverity } from '#shared/contract/hit'
import type { CompiledPack, CompiledRule } from './compiled-pack'
import type { CheckContext, Hit, TextPart } from './hit'
import { normalise, originalRange, type NormalisedText } from './normalise'

const reach = 24
const titleReach = 60
const secrecyEducation = /保密|密码/

interface Search {
  readonly compiled: CompiledPack
  readonly part: TextPart
  readonly context: CheckContext
  readonly found: Hit[]
}

/** Hits of one part, by position, overlapping ones reduced to the weightiest. */
export function matchPart(compiled: CompiledPack, part: TextPart, context: CheckContext): Hit[] {
  const search: Search = { compiled, part, context, found: [] }
  const compact = normalise(part.text)
  matchPhrases(search, compact)
  scanPatterns(search, compact)
  return withoutShadowed(search.found)
}

function matchPhrases(search: Search, compact: NormalisedText): void {
  search.compiled.automaton.find(compact.units, (phrase, start, end) => {
    for (const rule of search.compiled.users[phrase] as readonly CompiledRule[]) {
      if (rule.pattern) matchAnchored(search, rule, compact, start)
      else report(search, rule, compact, start, end)
    }
  })
}

function matchAnchored(search: Search, rule: CompiledRule, compact: NormalisedText, start: number): void {
  const pattern = rule.pattern as RegExp
  pattern.lastIndex = start
  const match = pattern.exec(compact.text())
  if (match) report(search, rule, compact, start, start + match[0].length)
}

function scanPatterns(search: Search, compact: NormalisedText): void {
  let spaced: NormalisedText | undefined
  for (const rule of search.compiled.scanning) {
    if (compact.digitRun < (rule.rule.digits ?? 0)) continue
    scan(search, rule, rule.rule.spaced ? (spaced ??= normalise(search.part.text, true)) : compact)
  }
}

function scan(search: Search, rule: CompiledRule, text: NormalisedText): void {
  const pattern = rule.pattern as RegExp
  pattern.lastIndex = 0
  for (let match = pattern.exec(text.text()); match; match = pattern.exec(text.text())) {
    const isHit = match[0] !== '' && report(search, rule, text, match.index, match.index + match[0].length)
    // What a refused match swallowed may begin another one.
    if (!isHit) pattern.lastIndex = match.index + 1
  }
}

function report(search: Search, rule: CompiledRule, text: NormalisedText, from: number, to: number): boolean {
  const isQuoted = standsInTitle(text, from)
  const [start, end] = originalRange(text, from, to)
  // Two links side by side may end and begin like a wrong expression; a phrase does not reach over a gap.
  if (rule.rule.phrases && end - start !== to - from) return false
  if (!counts(rule, text, from, to, isQuoted)) return false
  const { id, category } = rule.rule
  const severity = severityOf(rule, isQuoted || secrecyEducation.test(search.context.column ?? ''))
  search.found.push({
    rule: id,
    severity,
    category,
    start,
    end,
    text: search.part.text.slice(start, end),
    part: search.part.part,
  })
  return true
}

const severityOf = ({ rule }: CompiledRule, isQuoted: boolean): HitSeverity =>
  isQuoted ? (rule.quoted ?? rule.severity) : rule.severity

function counts(rule: CompiledRule, text: NormalisedText, from: number, to: number, isQuoted: boolean): boolean {
  if (isQuoted && rule.rule.unless?.title) return false
  const whole = text.text()
  const value = whole.slice(from, to)
  const before = whole.slice(Math.max(0, from - reach), from)
  if (rule.unlessBefore?.test(before) || rule.unlessAfter?.test(whole.slice(to, to + reach))) return false
  if (rule.requiresBefore && !rule.requiresBefore.test(before)) return false
  if (rule.rule.list && value === rule.rule.list.join('、')) return false
  return rule.validator?.accepts(value.replace(/[ -]/g, ''), before) ?? true
}

/** Whether the nearest 《 or 》 in front, on the same line, opens a title. */
function standsInTitle({ units }: NormalisedText, at: number): boolean {
  for (let index = at - 1; index >= 0 && index > at - titleReach; index--) {
    if (units[index] === 0x300a) return true
    if (units[index] === 0x300b || units[index] === 0x0a) return false
  }
  return false
}

const weight: Record<HitSeverity, number> = { hint: 0, review: 1, block: 2 }

const shadows = (other: Hit, hit: Hit) =>
  other.category === hit.category &&
  weight[other.severity] > weight[hit.severity] &&
  other.start < hit.end &&
  hit.start < other.end

function withoutShadowed(hits: readonly Hit[]): Hit[] {
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end)
  return sorted.filter((hit, index) => !neighbours(sorted, index).some((other) => shadows(other, hit)))
}

// Overlapping hits are short and few, so they lie within a handful of places of each other.
const neighbours = (hits: readonly Hit[], index: number) => hits.slice(Math.max(0, index - 8), index + 9)
