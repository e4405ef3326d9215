import type { RuleKind } from '#shared/content-check/rule-kind'
import type { Span } from '#shared/content-check/text-under-check'

const joint = '[、,]'

/** The items of the series that the text from `start` up to `end` is an item of. */
function seriesAround(text: string, start: number, end: number): Span {
  const before = new RegExp(`(?:[\\p{L}]{1,20}${joint})*$`, 'u').exec(text.slice(0, start))?.[0] ?? ''
  const after = new RegExp(`^[\\p{L}]{0,8}(?:${joint}[\\p{L}]{1,20})*`, 'u').exec(text.slice(end))?.[0] ?? ''
  return { start: start - before.length, end: end + after.length }
}

/** The items; the last two may be joined by 和, 与 or 及, which may also be part of an item (和谐). */
function itemsOf(series: string, wanted: readonly string[]): string[] {
  return series.split(new RegExp(joint)).flatMap((item) => {
    const parts = /^(.+?)(?:以及|[和与及])(.+)$/.exec(item)?.slice(1) ?? []
    return !wanted.includes(item) && parts.some((part) => wanted.includes(part)) ? parts : [item]
  })
}

/** How many of the items a series has to have in common with the list to be meant as it: all but one of six. */
const enough = (count: number) => count - Math.max(1, Math.floor(count / 6))

/** A closed list in another order, or with a missing, doubled or foreign item. */
export const kind: RuleKind = {
  way: 'list',
  phrases: ({ list }) => list ?? [],
  mayBe({ list = [] }, original, { start, end }) {
    const around = original.slice(Math.max(0, start - 100), end + 100)
    return list.filter((item) => around.includes(item)).length >= enough(list.length)
  },
  find({ rule }, { text, start, end }) {
    const wanted = rule.list ?? []
    const series = withoutSentence(text, seriesAround(text, start, end), wanted)
    const items = itemsOf(text.slice(series.start, series.end), wanted)
    const known = new Set(items.filter((item) => wanted.includes(item)))
    const slack = wanted.length - enough(wanted.length)
    const foreign = items.filter((item) => !wanted.includes(item)).length
    if (known.size < wanted.length - slack || foreign > slack) return undefined
    if (items.join().includes(wanted.join())) return undefined
    // Every item of the series is an anchor: it is told of once, at the first.
    const first = items.find((item) => known.has(item)) ?? ''
    return text.indexOf(first, series.start) === start ? series : undefined
  },
}

/** The series without what stands in front of its first and behind its last item in the sentence. */
function withoutSentence(text: string, { start, end }: Span, wanted: readonly string[]): Span {
  const items = itemsOf(text.slice(start, end), wanted)
  const [first = '', last = ''] = [items[0], items.at(-1)]
  const head = wanted.find((item) => first.endsWith(item)) ?? first
  const tail = wanted.find((item) => last.startsWith(item)) ?? last
  return { start: start + first.length - head.length, end: end - last.length + tail.length }
}
