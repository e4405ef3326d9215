import type { Validator } from '#shared/content-check/validator'

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const daysOf = (month: number, year: number | undefined) =>
  month === 2 && year !== undefined ? new Date(Date.UTC(year, 2, 0)).getUTCDate() : (longest[month - 1] ?? 0)

/** A day that no calendar has: in February of a named year by its leap years, else by the longest month. */
export const validator: Validator = {
  name: 'impossible-day',
  accepts(value) {
    const [, year, month, day] = /^(?:(\d{4})年)?(\d+)月(\d+)日$/.exec(value) ?? []
    return Number(day) < 1 || Number(day) > daysOf(Number(month), year === undefined ? undefined : Number(year))
  },
}
