import { responseDays } from '#shared/contract/availability'
import { addDays } from '#shared/domain/calendar'
import type { ProbeSample } from '#shared/domain/probe-day'
import { officialAvailability, type ProbedDay } from '#shared/inspection/availability'
import { availabilityOfSite, nearestRank, responseHistory, weekOf } from '#shared/inspection/site-availability'
import { packShares, unpackShares } from '#shared/inspection/week-shares'
import { testId } from '#tests/builders'
import { describe, expect, it } from 'vitest'

const today = '2026-11-23'
const limits = officialAvailability
const answered = (minute: number, milliseconds = 200): ProbeSample => ({ minute, verdict: 'ok', milliseconds })
const failed = (minute: number): ProbeSample => ({ minute, verdict: 'failed', milliseconds: null })
const refused = (minute: number): ProbeSample => ({ minute, verdict: 'refused', milliseconds: null })
const aDay = (daysAgo: number, failures = 0): ProbedDay => ({
  day: addDays(today, -daysAgo),
  probes: Array.from({ length: 20 }, (_, at) => (at < failures ? failed(at * 60) : answered(at * 60))),
})
const daysAgo = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => aDay(from - at))

describe('the week of a site', () => {
  it('is the seven whole days before today', () => {
    const days = [aDay(8, 20), ...daysAgo(7, 1), aDay(0, 20)]
    expect(weekOf(days, today, limits)).toEqual({ counted: 140, failed: 0, verdict: 'pass' })
  })

  it('says nothing of a site that is probed since today', () => {
    expect(weekOf([aDay(0)], today, limits)).toEqual({ counted: 0, failed: 0, verdict: 'unknown' })
  })

  it('fails from five in a hundred on', () => {
    expect(weekOf([...daysAgo(7, 2), aDay(1, 6)], today, limits).verdict).toBe('pass')
    expect(weekOf([...daysAgo(7, 2), aDay(1, 7)], today, limits).verdict).toBe('fail')
  })
})

describe('response times', () => {
  it('are told of each day of thirty on which something was probed, oldest first', () => {
    const days = [aDay(0), aDay(3), { day: addDays(today, -2), probes: [] }, aDay(responseDays - 1), aDay(responseDays)]
    expect(responseHistory(days, today, limits).map(({ day }) => day)).toEqual([
      addDays(today, 1 - responseDays),
      addDays(today, -3),
      today,
    ])
  })

  it('have a median and a value that 95 of a hundred do not exceed, of what was answered', () => {
    const probes = [
      ...Array.from({ length: 19 }, (_, at) => answered(at * 30, 100 + at)),
      answered(600, 9_000),
      failed(630),
    ]
    expect(responseHistory([{ day: today, probes }], today, limits)).toEqual([
      { day: today, counted: 21, failed: 1, medianMs: 110, p95Ms: 118 },
    ])
  })

  it('are none where nothing was answered, and an answer in fifteen seconds is a failure', () => {
    const silent = { day: addDays(today, -1), probes: [failed(0), refused(60)] }
    const slow = { day: today, probes: [answered(0, 15_000), answered(60, 14_999)] }
    expect(responseHistory([slow, silent], today, limits)).toEqual([
      { day: silent.day, counted: 1, failed: 1, medianMs: null, p95Ms: null },
      { day: today, counted: 2, failed: 1, medianMs: 15_000, p95Ms: 15_000 },
    ])
  })

  it('take the only value there is', () => {
    expect([nearestRank([], 0.95), nearestRank([7], 0.95), nearestRank([9, 7], 0.5)]).toEqual([null, 7, 7])
  })
})

describe('what is told of a site', () => {
  it('has every probe of today by time, those that say nothing of the site too', () => {
    const probes = [answered(600), failed(20), refused(300)]
    const told = availabilityOfSite([{ day: today, probes }], today, limits)
    expect(told).toMatchObject({ today, probes: [failed(20), refused(300), answered(600)] })
  })

  it('is empty where it was never probed', () => {
    const week = { counted: 0, failed: 0, verdict: 'unknown' }
    expect(availabilityOfSite([], today, limits)).toEqual({ today, probes: [], week, history: [] })
  })
})

describe('packed weeks', () => {
  const share = (number: number, counted: number, failures: number, verdict: 'pass' | 'fail' | 'unknown') => ({
    siteId: testId(number),
    counted,
    failed: failures,
    verdict,
  })

  it('take 19 bytes a site and come back as they were', () => {
    const shares = [
      share(1, 0, 0, 'unknown'),
      share(2, 140, 7, 'fail'),
      share(3, 504, 0, 'pass'),
      share(4, 1023, 1023, 'fail'),
    ]
    const packed = packShares(shares)
    expect(packed).toHaveLength(4 * 19)
    expect(unpackShares(packed)).toEqual(shares)
  })

  it('are read as far as whole ones are there, wherever in a buffer they lie', () => {
    const packed = packShares([share(1, 140, 1, 'pass'), share(2, 140, 2, 'pass')])
    const within = new Uint8Array(100)
    within.set(packed, 5)
    expect(unpackShares(within.subarray(5, 5 + 30))).toEqual([share(1, 140, 1, 'pass')])
    expect(unpackShares(new Uint8Array())).toEqual([])
  })

  it('refuse what does not fit', () => {
    expect(() => packShares([share(1, 1024, 0, 'pass')])).toThrow(RangeError)
    expect(() => packShares([share(1, 3, 4, 'fail')])).toThrow(RangeError)
  })
})
