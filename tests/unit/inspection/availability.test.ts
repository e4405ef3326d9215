import { withSample, type ProbeSample } from '#shared/domain/probe-day'
import {
  availabilityFindings,
  availabilityOf,
  availabilityThresholds,
  countedProbes,
  type ProbedDay,
} from '#shared/inspection/availability'
import { thresholdsOf } from '#shared/inspection/indicator'
import { defaultPlan } from '#shared/inspection/plan'
import { describe, expect, it } from 'vitest'

const limits = thresholdsOf(defaultPlan, 'V2', availabilityThresholds)
const answered = (minute: number, milliseconds = 200): ProbeSample => ({ minute, verdict: 'ok', milliseconds })
const failed = (minute: number): ProbeSample => ({ minute, verdict: 'failed', milliseconds: null })
const aDay = (day: number, failures: number, probes = 20): ProbedDay => ({
  day: `2026-11-${String(day).padStart(2, '0')}`,
  probes: Array.from({ length: probes }, (_, at) => (at < failures ? failed(at * 60) : answered(at * 60))),
})
/** A week of 140 probes with so many failures, spread over its days. */
const aWeek = (failures: number) =>
  Array.from({ length: 7 }, (_, at) => aDay(16 + at, Math.floor(failures / 7) + (at < failures % 7 ? 1 : 0)))

describe('probes of a day', () => {
  it('count only so far apart, and never where our own side failed or a guard turned us away', () => {
    const here: ProbeSample = { minute: 60, verdict: 'failed-here', milliseconds: null }
    const refused: ProbeSample = { minute: 80, verdict: 'refused', milliseconds: null }
    expect(countedProbes([answered(120), failed(0), failed(5), here, refused], 20).map(({ minute }) => minute)).toEqual(
      [0, 120],
    )
  })
})

describe('a week', () => {
  it('fails from five in a hundred on', () => {
    expect(availabilityOf(aWeek(6), limits)).toMatchObject({ counted: 140, failed: 6, verdict: 'pass' })
    expect(availabilityOf(aWeek(7), limits)).toMatchObject({ counted: 140, failed: 7, share: 0.05, verdict: 'fail' })
  })

  it('counts an answer in fifteen seconds as a failure', () => {
    const slow = (milliseconds: number) =>
      aWeek(6).map((day, at) =>
        at === 0 ? { ...day, probes: [...day.probes.slice(0, 19), answered(1140, milliseconds)] } : day,
      )
    expect(availabilityOf(slow(14_999), limits).failed).toBe(6)
    expect(availabilityOf(slow(15_000), limits).failed).toBe(7)
  })

  it('of too few probes never passes, and fails only where the missing ones could not help', () => {
    const oneShort = aWeek(0).map((day, at) => (at === 3 ? aDay(19, 0, 19) : day))
    expect(availabilityOf(oneShort, limits).verdict).toBe('unknown')
    expect(availabilityOf(aWeek(0).slice(0, 6), limits).verdict).toBe('unknown')
    expect(availabilityOf([aDay(16, 6)], limits).verdict).toBe('unknown')
    expect(availabilityOf([aDay(16, 7)], limits).verdict).toBe('fail')
    expect(availabilityOf([], limits)).toEqual({
      counted: 0,
      failed: 0,
      share: 0,
      medianMs: null,
      verdict: 'unknown',
    })
  })

  it('becomes a finding only when it fails', () => {
    const at = '2026-11-23T02:00:00.000Z'
    expect(availabilityFindings('http://www.a.test/', aWeek(6), limits, at)).toEqual([])
    expect(availabilityFindings('http://www.a.test/', aWeek(14), limits, at)).toMatchObject([
      { indicator: 'V2', severity: 'veto', detail: '2026-11-16 至 2026-11-22 首页探测 140 次，失败 14 次，占 10.0%' },
    ])
  })
})

it('a year of 4,000 sites with hourly probes takes 105 MB', () => {
  const empty: Uint8Array = new Uint8Array()
  const day = Array.from({ length: 24 }, (_, at) => answered(at * 60, 50 + at)).reduce(withSample, empty)
  expect(day.byteLength).toBe(72)
  expect((day.byteLength * 365 * 4000) / 1e6).toBeLessThan(106)
})
