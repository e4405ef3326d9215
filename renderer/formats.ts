import { language } from './i18n'
import { dayOf, daysBetween } from '#shared/domain/calendar'

/** The province's time zone; every time on screen is in it, wherever the workstation stands. */
const timeZone = 'Asia/Shanghai'
const formatters = new Map<string, Intl.DateTimeFormat>()

function format(instant: string | number | Date, options: Intl.DateTimeFormatOptions): string {
  const key = language.value + JSON.stringify(options)
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(language.value, { timeZone, ...options })
  formatters.set(key, formatter)
  return formatter.format(new Date(instant))
}

/** 14:05 */
export const clockTime = (instant: string | number): string =>
  format(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** 11月23日 周一, with the year where it is not this one. */
export function calendarDay(day: string, today: string): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  const options = { month: 'short', day: 'numeric', weekday: 'short' } as const
  const words = format(`${day}T00:00:00+08:00`, sameYear ? options : { ...options, year: 'numeric' })
  return spaced(words)
}

/** The language's own words put the weekday right against the day. */
const spaced = (words: string): string => words.replace(/日(?=[周星])/, '日 ')

/** 2026年11月23日 周一 14:05:09 */
export const exactTime = (instant: string | number): string =>
  spaced(
    format(instant, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
  )

/** 3 天前 · 47 分钟后 … `now` is platform time. */
export const relativeTime = (instant: string, now: number): string =>
  // The language's own words put a number right against the character after it.
  relativeWords(instant, now).replace(/^(\d+)(?=\p{Script=Han})/u, '$1 ')

function relativeWords(instant: string, now: number): string {
  const relative = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' })
  const minutes = Math.round((Date.parse(instant) - now) / 60_000)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const days = daysBetween(dayOf(now), dayOf(instant))
  if (days === 0) return relative.format(Math.round(minutes / 60), 'hour')
  if (Math.abs(days) < 60) return relative.format(days, 'day')
  return relative.format(Math.round(days / 30), 'month')
}

/** 1,284 */
export const grouped = (count: number): string => new Intl.NumberFormat(language.value).format(count)
