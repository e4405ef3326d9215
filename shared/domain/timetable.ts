import type { InspectionTimetable, SpecialPeriod } from '#shared/contract/inspection-timetable'
import { addDays, dayOf, instantAt } from './calendar'

/** The special period 重点时段 that a day belongs to, null on an ordinary day. */
export const specialPeriodOn = ({ specialPeriods }: InspectionTimetable, day: string): SpecialPeriod | null =>
  specialPeriods.find(({ from, to }) => from <= day && day <= to) ?? null

/** Times of a day at which the plan runs; in a special period that period's own. */
export const timesOn = (timetable: InspectionTimetable, day: string): readonly string[] =>
  specialPeriodOn(timetable, day)?.times ?? timetable.times

/** Runs that were missed for longer than this are not made up for. */
export const catchUpMs = 6 * 3_600_000

/**
 * The latest time of the table that has come and is not older than `catchUpMs`, as an instant; null where there is none. A
 * platform that was down over several of them makes up for the last one only.
 */
export function dueAt(timetable: InspectionTimetable, now: string): string | null {
  if (!timetable.enabled) return null
  const today = dayOf(now)
  const slots = [addDays(today, -1), today].flatMap((day) =>
    timesOn(timetable, day).map((time) => instantAt(day, time)),
  )
  const oldest = new Date(Date.parse(now) - catchUpMs).toISOString()
  const come = slots.filter((slot) => slot <= now && slot > oldest && slot > timetable.changedAt)
  return come.sort().at(-1) ?? null
}

/** The next time of the table after an instant, within the coming week; null where it is switched off. */
export function nextAt(timetable: InspectionTimetable, now: string): string | null {
  if (!timetable.enabled) return null
  const days = Array.from({ length: 8 }, (_, ahead) => addDays(dayOf(now), ahead))
  const slots = days.flatMap((day) => timesOn(timetable, day).map((time) => instantAt(day, time)))
  return slots.filter((slot) => slot > now).sort()[0] ?? null
}

const dayMs = 86_400_000

/** When the present round of availability probes began: rounds are spread evenly over the province's day. Null without any. */
export function probeRoundAt({ enabled, probesPerDay }: InspectionTimetable, now: string): string | null {
  if (!enabled || probesPerDay === 0) return null
  const midnight = Date.parse(instantAt(dayOf(now), '00:00'))
  const round = Math.floor(((Date.parse(now) - midnight) / dayMs) * probesPerDay)
  return new Date(midnight + Math.floor((round * dayMs) / probesPerDay)).toISOString()
}
