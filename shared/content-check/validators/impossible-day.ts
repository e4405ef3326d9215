import { readDate } from '#shared/content-check/chinese-date'
import type { Validator } from '#shared/content-check/validator'

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const daysOf = (month: number, year: number | undefined) =>
  month === 2 && year !== undefined ? new Date(Date.UTC(year, 2, 0)).getUTCDate() : (longest[month - 1] ?? 0)

/** A day that no calendar has: in February of a named year by its leap years, else by the longest month. */
export const validator: Validator = {
  name: 'impossible-day',
  accepts(value) {
    const date = readDate(value)
    return date !== undefined && (date.day < 1 || date.day > daysOf(date.month, date.year))
  },
}
