import type { ObservedFinding } from '#shared/contract/finding'
import type { Day } from '#shared/contract/primitives'
import { addDays } from '#shared/domain/calendar'
import { samplesOf, type ProbeSample } from '#shared/domain/probe-day'
import { Type, type Static } from '@sinclair/typebox'
import defaults from './default-plan.json'

/** The probes of one site on one day. */
export interface ProbedDay {
  readonly day: Day
  readonly probes: readonly ProbeSample[]
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

/** The clause's own numbers, as the plan that is shipped has them. */
export const officialAvailability: AvailabilityThresholds = defaults.indicators.V2.thresholds

/** The whole days before a day, of those whose probes are at hand in Base64; the day itself is still going on. */
export const daysBefore = (
  probed: readonly { readonly day: Day; readonly samples: string }[],
  day: Day,
  days: number,
): ProbedDay[] =>
  probed
    .filter((one) => one.day >= addDays(day, -days) && one.day < day)
    .map((one) => ({ day: one.day, probes: samplesOf(Buffer.from(one.samples, 'base64')) }))

/** No page, or not in time. */
export const isFailure = ({ verdict, milliseconds }: ProbeSample, seconds: number): boolean =>
  verdict === 'failed' || (milliseconds !== null && milliseconds >= seconds * 1000)

/** The probes of a day that say something of the site, at least so many minutes apart. */
export function countedProbes(probes: readonly ProbeSample[], minutesApart: number): ProbeSample[] {
  const counted: ProbeSample[] = []
  for (const probe of [...probes].sort((a, b) => a.minute - b.minute)) {
    const last = counted.at(-1)
    const isSpaced = last === undefined || probe.minute - last.minute >= minutesApart
    const saysSomething = probe.verdict === 'ok' || probe.verdict === 'failed'
    if (saysSomething && isSpaced) counted.push(probe)
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
  /** Median time of those that answered; null where none did. */
  readonly medianMs: number | null
}

/**
 * Judges a window of days. With fewer probes than the clause asks for, a site fails only if it would whatever the missing
 * ones had brought, and never passes. Days beyond the window have to be left out by the caller.
 */
export function availabilityOf(days: readonly ProbedDay[], limits: AvailabilityThresholds): Availability {
  const counted = days.map(({ probes }) => countedProbes(probes, limits.minutesApart))
  const all = counted.flat()
  const failed = all.filter((probe) => isFailure(probe, limits.seconds)).length
  const whole = counted.filter((probes) => probes.length >= limits.probesPerDay).length
  const missing = counted
    .concat(Array.from({ length: Math.max(0, limits.days - counted.length) }, () => []))
    .reduce((sum, probes) => sum + Math.max(0, limits.probesPerDay - probes.length), 0)
  const failsAnyway = failed > 0 && failed / (all.length + missing) >= limits.failedShare
  return {
    counted: all.length,
    failed,
    share: all.length === 0 ? 0 : failed / all.length,
    medianMs: medianOf(all.flatMap(({ milliseconds }) => milliseconds ?? [])),
    verdict: failsAnyway ? 'fail' : whole >= limits.days ? 'pass' : 'unknown',
  }
}

export const medianOf = (times: readonly number[]): number | null =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? null

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
