import {
  availabilityFindings,
  availabilityOf,
  countedProbes,
  probeMinutes,
  type Probe,
  type ProbedDay,
} from '#shared/inspection/availability'
import { packProbes, unpackProbes } from '#shared/inspection/availability-history'
import { availabilityThresholds } from '#shared/inspection/availability'
import { thresholdsOf } from '#shared/inspection/indicator'
import { defaultPlan } from '#shared/inspection/plan'
import { describe, expect, it } from 'vitest'

const limits = thresholdsOf(defaultPlan, 'V2', availabilityThresholds)
const answered = (minute: number, milliseconds = 200): Probe => ({ minute, outcome: 'answered', milliseconds })
const failed = (minute: number): Probe => ({ minute, outcome: 'no-answer', milliseconds: 0 })
const aDay = (day: number, failures: number, probes = 20): ProbedDay => ({
  day: `2026-11-${String(day).padStart(2, '0')}`,
  probes: Array.from({ length: probes }, (_, at) => (at < failures ? failed(at * 60) : answered(at * 60))),
})
/** A week of 140 probes with so many failures, spread over its days. */
const aWeek = (failures: number) =>
  Array.from({ length: 7 }, (_, at) => aDay(16 + at, Math.floor(failures / 7) + (at < failures % 7 ? 1 : 0)))

describe('probes of a day', () => {
  it('are as many as asked for, spread evenly, and not at the same minutes for every site', () => {
    const minutes = probeMinutes('www.a.test', 24)
    expect(minutes).toHaveLength(24)
    const gaps = minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? 0))
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([60, 60])
    expect(minutes.every((minute) => minute >= 0 && minute < 1440)).toBe(true)
    const begins = Array.from({ length: 600 }, (_, at) => probeMinutes(`site${at}.test`, 24)[0])
    expect(new Set(begins).size).toBeGreaterThan(50)
  })

  it('count only so far apart, and never where our own side failed', () => {
    const here: Probe = { minute: 60, outcome: 'failed-here', milliseconds: 0 }
    expect(countedProbes([answered(100), failed(0), failed(5), here], 20).map(({ minute }) => minute)).toEqual([0, 100])
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
    expect(availabilityOf([], limits)).toEqual({ counted: 0, failed: 0, share: 0, verdict: 'unknown' })
  })

  it('becomes a finding only when it fails', () => {
    const at = '2026-11-23T02:00:00.000Z'
    expect(availabilityFindings('http://www.a.test/', aWeek(6), limits, at)).toEqual([])
    expect(availabilityFindings('http://www.a.test/', aWeek(14), limits, at)).toMatchObject([
      { indicator: 'V2', severity: 'veto', detail: '2026-11-16 至 2026-11-22 首页探测 140 次，失败 14 次，占 10.0%' },
    ])
  })
})

describe('the history of response times', () => {
  it('brings back what it was given, times within 2 %', () => {
    const times = [1, 3, 40, 87, 333, 1_000, 2_999, 9_876, 14_999]
    const back = unpackProbes(packProbes(times.map((time, at) => answered(at * 60, time))))
    for (const [at, probe] of back.entries()) {
      expect(probe.minute).toBe(at * 60)
      expect(Math.abs(probe.milliseconds - (times[at] ?? 0))).toBeLessThanOrEqual(Math.max(1, 0.021 * (times[at] ?? 0)))
    }
  })

  it('never turns a failure into an answer in time, or the other way round', () => {
    const here: Probe = { minute: 900, outcome: 'failed-here', milliseconds: 0 }
    const probes = [failed(3), answered(700, 14_999), answered(701, 15_000), answered(702, 20_000), here]
    const back = unpackProbes(packProbes(probes))
    expect(back.map(({ minute, outcome }) => [minute, outcome])).toEqual(
      probes.map(({ minute, outcome }) => [minute, outcome]),
    )
    expect(back.map(({ milliseconds }) => milliseconds >= 15_000)).toEqual([false, false, true, true, false])
  })

  it('survives bytes that were cut off', () => {
    const bytes = packProbes([answered(10), answered(20)])
    expect(unpackProbes(bytes.subarray(0, 3))).toHaveLength(1)
  })

  it('takes two bytes a probe: a year of 4,000 sites stays below 75 MB', () => {
    const day = packProbes(probeMinutes('www.a.test', 24).map((minute) => answered(minute, 50 + ((minute * 37) % 900))))
    expect(day.byteLength).toBe(48)
    expect((day.byteLength * 365 * 4000) / 1e6).toBeLessThan(75)
  })
})
