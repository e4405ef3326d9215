import { describe, expect, it } from 'vitest'
import { addDays, addWorkingDays, dayOf, daysBetween, isWorkingDay } from '#shared/domain/calendar'

describe('the calendar of the province', () => {
  it('changes its day at 16:00 UTC', () => {
    expect(dayOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01')
    expect(dayOf('2026-03-01T16:00:00.000Z')).toBe('2026-03-02')
    expect(dayOf(Date.parse('2025-12-31T16:00:00.000Z'))).toBe('2026-01-01')
  })

  it('counts over ends of months and leap days', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
    expect(daysBetween('2026-03-02', '2026-03-02')).toBe(0)
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1)
  })

  it('works from Monday to Friday', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((days) => isWorkingDay(addDays('2026-03-02', days)))
    expect(week).toEqual([true, true, true, true, true, false, false])
  })

  it.each([
    ['2026-03-02', 1, '2026-03-03'],
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-03-06', 2, '2026-03-10'],
    ['2026-03-07', 1, '2026-03-09'],
    ['2026-03-08', 5, '2026-03-13'],
    ['2026-03-02', 0, '2026-03-02'],
    ['2026-03-02', 10, '2026-03-16'],
  ])('%s and %i working days is %s', (day, count, result) => {
    expect(addWorkingDays(day, count)).toBe(result)
  })
})
