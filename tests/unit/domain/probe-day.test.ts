import { describe, expect, it } from 'vitest'
import { instantAt } from '#shared/domain/calendar'
import { samplesOf, withSample, type ProbeSample } from '#shared/domain/probe-day'
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
