import type { Hit, HitSeverity } from '#shared/contract/hit'

/** A hit as it is shown in a text: where, how grave, and its number in the list beside it. */
export interface Mark {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly severity: HitSeverity
  readonly number: number
}

/** A stretch of text under at most one mark; `begins` are the marks whose first character it holds. */
export interface Segment {
  readonly text: string
  readonly mark: Mark | null
  readonly begins: readonly Mark[]
}

const gravity: Readonly<Record<HitSeverity, number>> = { block: 3, review: 2, hint: 1 }

/** The order in which hits are listed and numbered: by part, then as they are read. */
export const inReadingOrder = (hits: readonly Hit[]): Hit[] => {
  const place = (hit: Hit) => (hit.part === 'title' ? 0 : hit.part === 'body' ? 1 : 2)
  return [...hits].sort((a, b) => place(a) - place(b) || a.part.localeCompare(b.part) || a.start - b.start)
}

/** Marks of one part, numbered as in the whole list. */
export const marksOf = (hits: readonly Hit[], part: string): Mark[] =>
  hits.flatMap(({ id, start, end, severity, part: own }, place) =>
    own === part ? [{ id, start, end, severity, number: place + 1 }] : [],
  )

/**
 * Cuts a stretch of text, which starts at `start` of its part, where marks begin and end. Where marks overlap the
 * graver one shows, of equally grave ones the first.
 */
export function segmentsOf(text: string, start: number, marks: readonly Mark[]): Segment[] {
  const end = start + text.length
  const touching = marks.filter((mark) => mark.start < end && mark.end > start)
  const cuts = new Set([start, end, ...touching.flatMap((mark) => [mark.start, mark.end])])
  const places = [...cuts].filter((cut) => cut >= start && cut <= end).sort((a, b) => a - b)
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? end
    const covering = touching.filter((mark) => mark.start <= from && mark.end >= to)
    return {
      text: text.slice(from - start, to - start),
      mark: covering.sort((a, b) => gravity[b.severity] - gravity[a.severity] || a.start - b.start)[0] ?? null,
      begins: covering.filter((mark) => mark.start === from),
    }
  })
}
