import { datesIn, edgeDate, newestDay } from '#shared/inspection/page/dates'
import { describe, expect, it } from 'vitest'

const today = '2026-11-23'

describe('datesIn', () => {
  it.each([
    ['2026-01-05', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.01.05 09:30', '2026-01-05'],
    ['发布时间：2026年1月5日', '2026-01-05'],
    ['[11-20]', '2026-11-20'],
    ['（11-20）', '2026-11-20'],
    ['11-20', '2026-11-20'],
    ['20 2026-11', '2026-11-20'],
  ])('reads %s', (text, day) => {
    expect(datesIn(text, today)).toEqual([day])
  })

  it('takes a day without a year for the last time it came round', () => {
    expect(datesIn('[12-30]', today)).toEqual(['2025-12-30'])
  })

  it.each(['2026-02-30', '2026-13-01', '12026-01-05', '0551-12345', '电话 62-60', '第 3-5 条', '2026-11'])(
    'finds no date in %s',
    (text) => {
      expect(datesIn(text, today)).toEqual([])
    },
  )
})

it('takes a date for the row only at the edge of a link text', () => {
  expect(edgeDate('2026-11-20 县长调研', today)).toBe('2026-11-20')
  expect(edgeDate('县长调研 [2026-11-20]', today)).toBe('2026-11-20')
  expect(edgeDate('关于2026-11-20停水的通知', today)).toBeUndefined()
})

it('does not take a date ahead of today for fresh, save for one day of clocks', () => {
  expect(newestDay(['2027-01-01', '2026-11-01'], today)).toBe('2026-11-01')
  expect(newestDay(['2026-11-24', undefined], today)).toBe('2026-11-24')
  expect(newestDay([], today)).toBeUndefined()
})
