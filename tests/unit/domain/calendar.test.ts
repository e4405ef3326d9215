import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingDays,
  dayOf,
  daysBetween,
  dayWords,
  isWorkingDay,
  workingDaysBetween,
} from '#shared/domain/calendar'

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

  it.each([
    ['2026-10-01', false],
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2025-01-26', true],
    ['2025-10-08', false],
    ['2024-05-11', true],
    ['2024-09-17', false],
    ['2027-01-01', false],
  ])('knows of %s whether it is worked: %s', (day, works) => {
    expect(isWorkingDay(day)).toBe(works)
  })

  it.each([
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-02-13', 2, '2026-02-24'],
    ['2025-01-27', 1, '2025-02-05'],
  ])('counts over holidays and make-up days: %s and %i is %s', (day, count, result) => {
    expect(addWorkingDays(day, count)).toBe(result)
  })

  it('knows weekends only of a year whose holidays nobody entered', () => {
    expect(isWorkingDay('2031-10-01')).toBe(true)
  })

  it('counts working days after a day, and says days as they stand in a sentence', () => {
    expect(workingDaysBetween('2026-03-06', '2026-03-10')).toBe(2)
    expect(workingDaysBetween('2026-03-06', '2026-03-08')).toBe(0)
    expect(workingDaysBetween('2026-03-06', '2026-03-06')).toBe(0)
    expect(dayWords('2026-03-06')).toBe('3月6日')
  })
})
