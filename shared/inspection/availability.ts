import type { ObservedFinding } from '#shared/contract/finding'
import type { Day } from '#shared/contract/primitives'
import { Type, type Static } from '@sinclair/typebox'

/** One probe of a home page. `failed-here` says nothing of the site and never counts. */
export interface Probe {
  /** Minute of the day in the province, 0 to 1439. */
  readonly minute: number
  readonly outcome: 'answered' | 'no-answer' | 'failed-here'
  /** Time until the page was there; of an answered probe only. */
  readonly milliseconds: number
}

export interface ProbedDay {
  readonly day: Day
  readonly probes: readonly Probe[]
}

/** Numbers of the clause (国办秘函〔2019〕19号 站点无法访问), part of V2's thresholds in a plan. */
export const availabilityThresholds = Type.Object({
  /** From this time on an answer is a failure. */
  seconds: Type.Number({ exclusiveMinimum: 0 }),
  probesPerDay: Type.Integer({ minimum: 1 }),
  /** Probes closer to each other count once. */
  minutesApart: Type.Integer({ minimum: 1 }),
  days: Type.Integer({ minimum: 1 }),
  /** Share of failures from which on the site fails. */
  failedShare: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
})
export type AvailabilityThresholds = Static<typeof availabilityThresholds>

const minutesOfDay = 1440

/**
 * Minutes at which a site is probed: evenly spread, each site from its own beginning, so that thousands of sites do not
 * come at once. `site` is any stable text.
 */
export function probeMinutes(site: string, perDay: number): number[] {
  const interval = minutesOfDay / perDay
  let hash = 7
  for (const letter of site) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  const begin = (hash % 997) * (interval / 997)
  return Array.from({ length: perDay }, (_, at) => Math.floor(begin + at * interval))
}

export const isFailure = (
  { outcome, milliseconds }: Probe,
  { seconds }: Pick<AvailabilityThresholds, 'seconds'>,
): boolean => outcome === 'no-answer' || (outcome === 'answered' && milliseconds >= seconds * 1000)

/** The probes of a day that count: those that reached the network, at least so many minutes apart. */
export function countedProbes(probes: readonly Probe[], minutesApart: number): Probe[] {
  const counted: Probe[] = []
  for (const probe of [...probes].sort((a, b) => a.minute - b.minute)) {
    const last = counted.at(-1)
    const isSpaced = last === undefined || probe.minute - last.minute >= minutesApart
    if (probe.outcome !== 'failed-here' && isSpaced) counted.push(probe)
  }
  return counted
}

export interface Availability {
  readonly counted: number
  readonly failed: number
  /** Share of failures among the probes counted; 0 where none was. */
  readonly share: number
  /** `unknown` where too few probes were made to say either. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
}

/**
 * Judges a window of days. With fewer probes than the clause asks for, a site fails only if it would whatever the missing
 * ones had brought, and never passes. Days beyond the window have to be left out by the caller.
 */
export function availabilityOf(days: readonly ProbedDay[], limits: AvailabilityThresholds): Availability {
  const counted = days.map(({ probes }) => countedProbes(probes, limits.minutesApart))
  const all = counted.flat()
  const failed = all.filter((probe) => isFailure(probe, limits)).length
  const whole = counted.filter((probes) => probes.length >= limits.probesPerDay).length
  const missing = counted
    .concat(Array.from({ length: Math.max(0, limits.days - counted.length) }, () => []))
    .reduce((sum, probes) => sum + Math.max(0, limits.probesPerDay - probes.length), 0)
  const failsAnyway = failed > 0 && failed / (all.length + missing) >= limits.failedShare
  return {
    counted: all.length,
    failed,
    share: all.length === 0 ? 0 : failed / all.length,
    verdict: failsAnyway ? 'fail' : whole >= limits.days ? 'pass' : 'unknown',
  }
}

/** V2 over a week of probes; nothing where the site passes or nobody can say. */
export function availabilityFindings(
  url: string,
  days: readonly ProbedDay[],
  limits: AvailabilityThresholds,
  seenAt: string,
): ObservedFinding[] {
  const { counted, failed, share, verdict } = availabilityOf(days, limits)
  if (verdict !== 'fail') return []
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`
  const span = `${days[0]?.day ?? ''} 至 ${days.at(-1)?.day ?? ''}`
  return [
    {
      indicator: 'V2',
      severity: 'veto',
      url,
      detail: `${span} 首页探测 ${counted} 次，失败 ${failed} 次，占 ${percent(share)}`,
      evidence: {
        seenAt,
        expected: `失败次数占比低于 ${percent(limits.failedShare)}（${limits.seconds} 秒内打开）`,
        actual: percent(share),
      },
    },
  ]
}
