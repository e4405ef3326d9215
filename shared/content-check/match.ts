import type { HitSeverity } from '#shared/contract/hit'
import { Found } from './automaton/walk'
import type { CompiledPack } from './compiled-pack'
import { foldText } from './fold/folded-text'
import type { CheckContext, Hit, TextPart } from './hit'
import { findNumbers } from './match-numbers'
import { findPhrases } from './match-phrases'
import { PartSearch, type FoundHit } from './part-search'

const phrases = new Found()

/**
 * Where rules hit in one text, in no order and with overlaps: the place of the rule in the pack and offsets of the
 * original. This is the engine without the making of objects that are shown.
 */
export function searchPart(compiled: CompiledPack, text: string, context: CheckContext): PartSearch {
  const folded = foldText(text)
  const search = new PartSearch(compiled, folded, context)
  compiled.lexicon.find(folded.units, folded.length, phrases)
  findPhrases(search, phrases)
  findNumbers(search)
  for (const rule of compiled.structural)
    for (const { start, end } of rule.detector?.find(folded) ?? []) search.report(rule, start, end)
  for (const rule of compiled.scanning) search.scan(rule)
  return search
}

/** Hits of one part, by position, overlapping ones reduced to the weightiest. */
export function matchPart(compiled: CompiledPack, part: TextPart, context: CheckContext): Hit[] {
  const found = searchPart(compiled, part.text, context).found()
  return withoutShadowed(found.map((hit) => hitOf(hit, part)))
}

function hitOf({ rule, severity, start, end, replacement }: FoundHit, { part, text }: TextPart): Hit {
  const { id, category } = rule.rule
  const shown = text.slice(start, end)
  return {
    rule: id,
    severity,
    category,
    start,
    end,
    text: shown,
    part,
    ...(replacement !== undefined && { replacement }),
  }
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
