import type { Hit } from './hit'
import type { Rule } from './rule'

/**
 * One hit, where the first of them stands, for each `bulk` rule whose counted rules have enough hits in a
 * document (批量泄露). `hits` are those of all parts of the document.
 */
export function bulkHits(rules: readonly Rule[], hits: readonly Hit[]): Hit[] {
  return rules.flatMap(({ id, severity, category, bulk }) => {
    if (!bulk) return []
    const of = new Set([bulk.of].flat())
    const counted = hits.filter(({ rule }) => of.has(rule))
    const [first] = counted
    const count = bulk.different ? new Set(counted.map(({ text }) => text)).size : counted.length
    return first && count >= bulk.count ? [{ ...first, rule: id, severity, category }] : []
  })
}
