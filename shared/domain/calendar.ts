import holidays from './holidays.json'

/** Minutes that the province's clock is ahead of UTC (China has one time zone). */
const provinceOffsetMinutes = 8 * 60

/** The calendar day of an instant in the province, YYYY-MM-DD. */
export const dayOf = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + provinceOffsetMinutes * 60_000).toISOString().slice(0, 10)

/** The instant of a time (HH:MM) of a day in the province. */
export const instantAt = (day: string, time: string): string =>
  new Date(Date.parse(`${day}T${time}:00.000Z`) - provinceOffsetMinutes * 60_000).toISOString()

/** A day so many days later (negative: earlier). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Days off and make-up working days 调休 of the years that are known, from the notices of the State Council's office. */
const special = new Map<string, boolean>()
for (const { off, work } of holidays) {
  for (const [from = '', to = ''] of off) for (let day = from; day <= to; day = addDays(day, 1)) special.set(day, false)
  for (const day of work) special.set(day, true)
}

/** Monday to Friday, but for public holidays, and the weekends worked for them. Years without a notice have weekends only. */
export const isWorkingDay = (day: string): boolean =>
  special.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay())

/** The day that lies so many working days after a day. */
export function addWorkingDays(day: string, count: number): string {
  let result = day
  for (let left = count; left > 0;) {
    result = addDays(result, 1)
    if (isWorkingDay(result)) left -= 1
  }
  return result
}

/** Working days after the first day, up to and including the second. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}

/** A day as it stands in a sentence: 11月23日. */
export const dayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
