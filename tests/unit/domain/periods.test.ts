import { describe, expect, it } from 'vitest'
import { periodBefore, periodOf } from '#shared/domain/periods'

describe('the period that a day lies in', () => {
  it('is a week from Monday to Sunday, over the turn of the year as well', () => {
    expect(periodOf('week', '2026-03-01')).toMatchObject({ from: '2026-02-23', to: '2026-03-01' })
    expect(periodOf('week', '2026-03-02')).toMatchObject({ from: '2026-03-02', to: '2026-03-08' })
    expect(periodOf('week', '2026-01-01')).toMatchObject({ from: '2025-12-29', to: '2026-01-04' })
  })

  it('is a whole month, with the leap day', () => {
    expect(periodOf('month', '2028-02-10')).toEqual({
      length: 'month',
      from: '2028-02-01',
      to: '2028-02-29',
      label: '2028年2月',
    })
  })

  it('is a quarter or a year by its name', () => {
    expect(periodOf('quarter', '2026-12-31')).toMatchObject({
      from: '2026-10-01',
      to: '2026-12-31',
      label: '2026年第4季度',
    })
    expect(periodOf('year', '2026-06-01')).toMatchObject({ from: '2026-01-01', to: '2026-12-31' })
  })

  it('follows the one before it without a gap', () => {
    for (const length of ['week', 'month', 'quarter', 'year'] as const) {
      const period = periodOf(length, '2026-01-03')
      const before = periodBefore(period)
      expect(periodOf(length, before.from)).toEqual(before)
      expect(Date.parse(period.from) - Date.parse(before.to)).toBe(86_400_000)
    }
  })
})
