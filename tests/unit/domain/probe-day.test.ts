import { describe, expect, it } from 'vitest'
import { instantAt } from '#shared/domain/calendar'
import { availabilityOf, isUnavailable, samplesOf, withSample, type ProbeSample } from '#shared/domain/probe-day'
import { probeRoundAt } from '#shared/domain/timetable'
import { aTimetable } from '#tests/builders'

const dayWith = (samples: readonly ProbeSample[]) => samples.reduce(withSample, new Uint8Array())
const ok = (minute: number, milliseconds: number): ProbeSample => ({ minute, verdict: 'ok', milliseconds })
const said = (minute: number, verdict: Exclude<ProbeSample['verdict'], 'ok'>): ProbeSample => ({
  minute,
  verdict,
  milliseconds: null,
})

describe('the bytes of a day', () => {
  it('give back every minute and verdict, and times to 4 %', () => {
    const samples = [ok(0, 1), ok(61, 180), ok(700, 14_999), said(800, 'failed'), said(1000, 'refused')]
    const day = dayWith([...samples, said(1439, 'failed-here')])
    expect(day).toHaveLength(18)
    const read = samplesOf(day)
    expect(read.map(({ minute, verdict }) => [minute, verdict])).toEqual([
      [0, 'ok'],
      [61, 'ok'],
      [700, 'ok'],
      [800, 'failed'],
      [1000, 'refused'],
      [1439, 'failed-here'],
    ])
    for (const [at, sample] of samples.slice(0, 3).entries())
      expect(Math.abs((read[at]?.milliseconds ?? 0) / (sample.milliseconds ?? 1) - 1)).toBeLessThan(0.04)
  })

  it('take the probe of a minute once', () => {
    const day = dayWith([ok(5, 100), said(5, 'failed')])
    expect(samplesOf(day)).toHaveLength(1)
    expect(samplesOf(day)[0]?.verdict).toBe('ok')
  })
})

describe('a week', () => {
  const hourly = (failures: number) =>
    dayWith(Array.from({ length: 24 }, (_, hour) => (hour < failures ? said(hour * 60, 'failed') : ok(hour * 60, 200))))

  it('is unavailable from 5 % of failures on', () => {
    const week = [2, 1, 1, 1, 1, 1, 1].map(hourly)
    expect(availabilityOf(week)).toMatchObject({ probes: 168, failures: 8 })
    expect(isUnavailable(availabilityOf(week))).toBe(false)
    expect(isUnavailable(availabilityOf([3, 1, 1, 1, 1, 1, 1].map(hourly)))).toBe(true)
    expect(isUnavailable({ probes: 160, failures: 8, medianMs: 200 })).toBe(true)
  })

  it('with less than 20 probes a day says nothing', () => {
    expect(isUnavailable(availabilityOf([24, 24, 24].map(hourly)))).toBeNull()
  })

  it('leaves out what says nothing of the site', () => {
    const day = dayWith([said(0, 'failed-here'), said(60, 'refused'), ok(120, 300), said(180, 'failed')])
    expect(availabilityOf([day])).toMatchObject({ probes: 2, failures: 1 })
  })
})

describe('rounds of probes', () => {
  const hourly = aTimetable({ probesPerDay: 24 })

  it('are spread evenly over the province’s day', () => {
    expect(probeRoundAt(hourly, instantAt('2026-03-02', '00:00'))).toBe(instantAt('2026-03-02', '00:00'))
    expect(probeRoundAt(hourly, instantAt('2026-03-02', '13:59'))).toBe(instantAt('2026-03-02', '13:00'))
    expect(probeRoundAt({ ...hourly, probesPerDay: 288 }, instantAt('2026-03-02', '13:59'))).toBe(
      instantAt('2026-03-02', '13:55'),
    )
  })

  it('are none where the timetable has none', () => {
    expect(probeRoundAt(aTimetable(), instantAt('2026-03-02', '13:59'))).toBeNull()
    expect(probeRoundAt({ ...hourly, enabled: false }, instantAt('2026-03-02', '13:59'))).toBeNull()
  })
})
