import { editDistance } from '#shared/content-check/edit-distance'
import type { RuleKind } from '#shared/content-check/rule-kind'
import type { Span, Window } from '#shared/content-check/text-under-check'

const halves = (whole: string): [string, string] => [
  whole.slice(0, Math.ceil(whole.length / 2)),
  whole.slice(Math.ceil(whole.length / 2)),
]

/** Characters that may be wrong before something else is meant. */
const allowed = (whole: string) => (whole.length < 12 ? 1 : 2)

interface Near extends Span {
  readonly distance: number
}

/** The stretch that begins (or ends) where the half stands and is nearest to the whole expression. */
function nearest(whole: string, isFirst: boolean, { text, start, end }: Window): Near {
  const around = Array.from({ length: 2 * allowed(whole) + 1 }, (_, index) => whole.length - allowed(whole) + index)
  const spans = around.map((length) =>
    isFirst ? { start, end: Math.min(text.length, start + length) } : { start: Math.max(0, end - length), end },
  )
  const nears = spans.map((span) => ({ ...span, distance: editDistance(text.slice(span.start, span.end), whole) }))
  return nears.reduce((best, near) => (near.distance < best.distance ? near : best))
}

/** Fixed expressions: one half is there, and the whole is there but for one or two characters. */
export const kind: RuleKind = {
  way: 'fixed',
  phrases: ({ fixed }) => (fixed ?? []).flatMap(halves),
  find({ rule }, window) {
    const half = window.text.slice(window.start, window.end)
    const nears = (rule.fixed ?? []).flatMap((whole) =>
      halves(whole).flatMap((one, index) =>
        one === half ? [{ ...nearest(whole, index === 0, window), limit: allowed(whole) }] : [],
      ),
    )
    if (nears.some(({ distance }) => distance === 0)) return undefined
    return nears.find(({ distance, limit }) => distance <= limit)
  },
}
