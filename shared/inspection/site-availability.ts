import { responseDays, type ResponseDay, type SiteAvailability, type WeekShare } from '#shared/contract/availability'
import type { Day } from '#shared/contract/primitives'
import { addDays } from '#shared/domain/calendar'
import {
  availabilityOf,
  countedProbes,
  isFailure,
  medianOf,
  type AvailabilityThresholds,
  type ProbedDay,
} from './availability'

/** The days that `availabilityOfSite` needs at most, today included. */
export const firstDayNeeded = (today: Day): Day => addDays(today, 1 - responseDays)

/** What an operator sees of a site: today's probes, the share of the week before, and the times of 30 days. */
export function availabilityOfSite(
  days: readonly ProbedDay[],
  today: Day,
  limits: AvailabilityThresholds,
): Pick<SiteAvailability, 'today' | 'probes' | 'week' | 'history'> {
  const probes = days.find(({ day }) => day === today)?.probes ?? []
  return {
    today,
    probes: [...probes].sort((a, b) => a.minute - b.minute),
    week: weekOf(days, today, limits),
    history: responseHistory(days, today, limits),
  }
}

/** V2 over the whole days before a day (today is still going on), by the numbers of the clause. */
export function weekOf(days: readonly ProbedDay[], today: Day, limits: AvailabilityThresholds): WeekShare {
  const week = days.filter(({ day }) => day >= addDays(today, -limits.days) && day < today)
  const { counted, failed, verdict } = availabilityOf(week, limits)
  return { counted, failed, verdict }
}

/** Days on which something was probed, oldest first. */
export const responseHistory = (
  days: readonly ProbedDay[],
  today: Day,
  limits: AvailabilityThresholds,
): ResponseDay[] =>
  days
    .filter(({ day, probes }) => day >= firstDayNeeded(today) && day <= today && probes.length > 0)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((day) => responseDay(day, limits))

function responseDay({ day, probes }: ProbedDay, limits: AvailabilityThresholds): ResponseDay {
  const counted = countedProbes(probes, limits.minutesApart)
  const times = counted.flatMap(({ milliseconds }) => milliseconds ?? [])
  return {
    day,
    counted: counted.length,
    failed: counted.filter((probe) => isFailure(probe, limits.seconds)).length,
    medianMs: medianOf(times),
    p95Ms: nearestRank(times, 0.95),
  }
}

/** The smallest time that so great a share of all times does not exceed; null of none. */
export function nearestRank(times: readonly number[], share: number): number | null {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
