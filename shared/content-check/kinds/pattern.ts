import type { RuleKind } from '#shared/content-check/rule-kind'

/** A regular expression, tried where one of its anchors stands. */
export const kind: RuleKind = {
  way: 'pattern',
  phrases: ({ anchors }) => anchors ?? [],
  find({ pattern }, { start, end, text }) {
    if (!pattern) return undefined
    // Most begin with their anchor: what stands in front is looked at only after that.
    pattern.lastIndex = start
    const first = pattern.exec(text)
    if (first && first.index < end) return { start: first.index, end: first.index + first[0].length }
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match && match.index < start; match = pattern.exec(text)) {
      const last = match.index + match[0].length
      if (last > start) return { start: match.index, end: last }
      pattern.lastIndex = Math.max(match.index + 1, last)
    }
    return undefined
  },
}
