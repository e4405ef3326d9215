import type { Hit } from './hit'
import type { Rule } from './rule'

/**
 * One hit, where the first of them stands, for each `bulk` rule whose counted rule has enough hits in a document
 * (批量泄露). `hits` are those of all parts of the document.
 */
export function bulkHits(rules: readonly Rule[], hits: readonly Hit[]): Hit[] {
  return rules.flatMap(({ id, severity, category, bulk }) => {
    if (!bulk) return []
    const counted = hits.filter(({ rule }) => rule === bulk.of)
    const [first] = counted
    return first && counted.length >= bulk.count ? [{ ...first, rule: id, severity, category }] : []
  })
}
