import type { Day } from '#shared/contract/primitives'
import { daysBetween } from '#shared/domain/calendar'

const pad = (number: number): string => String(number).padStart(2, '0')
/** The newest day not after `today`; a date ahead of today proves nothing. One day of grace for clocks. */
export function newestDay(days: readonly (Day | undefined)[], today: Day): Day | undefined {
  const past = days.filter((day): day is Day => day !== undefined && daysBetween(today, day) <= 1)
  return past.sort().at(-1)
}

/** Day of the calendar, or undefined for a 30 February. */
function dayFrom(year: number, month: number, day: number): Day | undefined {
  const text = `${year}-${pad(month)}-${pad(day)}`
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}

/** Year of a month and day shown without one: the last time that day came round. */
function withYear(month: number, day: number, today: Day): Day | undefined {
  const year = Number(today.slice(0, 4))
  const thisYear = dayFrom(year, month, day)
  return thisYear !== undefined && daysBetween(today, thisYear) > 1 ? dayFrom(year - 1, month, day) : thisYear
}

const full = /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/g
/** A big day number above year and month, as many home pages show it. */
const dayFirst = /(?<![\d-])(\d{1,2})日?\s+((?:19|20)\d{2})[-/.年](\d{1,2})月?(?![-/.\d])/g
const bracketed = /[[（(【［]\s*(\d{1,2})[-/.月](\d{1,2})日?\s*[\])）】］]/g
const bare = /^\s*(\d{1,2})[-/月](\d{1,2})日?\s*$/g

/** Dates in a text, in order: 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, [01-05]. */
export function datesIn(text: string, today: Day): Day[] {
  if (!/\d/.test(text)) return []
  const found: { readonly at: number; readonly day: Day | undefined }[] = []
  for (const m of text.matchAll(full))
    found.push({ at: m.index, day: dayFrom(Number(m[1]), Number(m[2]), Number(m[3])) })
  if (found.length === 0) {
    for (const m of text.matchAll(dayFirst))
      found.push({ at: m.index, day: dayFrom(Number(m[2]), Number(m[3]), Number(m[1])) })
  }
  for (const pattern of [bracketed, bare])
    for (const m of text.matchAll(pattern))
      found.push({ at: m.index, day: withYear(Number(m[1]), Number(m[2]), today) })
  return found.sort((a, b) => a.at - b.at).flatMap(({ day }) => day ?? [])
}

const edge =
  /^[\s[（(【]*((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)|((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})[\])）】\s]*$/

/** Date at the very beginning or end of a link's own text; one inside a title is what the title speaks of. */
export function edgeDate(text: string, today: Day): Day | undefined {
  const match = edge.exec(text)
  return match === null ? undefined : datesIn(match[1] ?? match[2] ?? '', today)[0]
}
