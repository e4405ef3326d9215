import { describe, expect, it } from 'vitest'
import { monthlySample } from '#shared/inspection/monthly-sample'
import { aSite, testId } from '#tests/builders'

const sites = Array.from({ length: 97 }, (_, n) => aSite({ id: testId(n), code: String(3_401_000_000 + n) }))
const codes = (day: string, ratio = 0.35, among = sites) =>
  monthlySample(among, day, ratio).sites.map(({ code }) => code)

describe('the monthly sample', () => {
  it('is drawn alike by everybody, in whatever order the sites come', () => {
    expect(codes('2026-01-31', 0.35, [...sites].reverse())).toEqual(codes('2026-01-01'))
    expect(codes('2026-04-01')).not.toEqual(codes('2026-01-01'))
  })

  it('is never smaller than the ratio, and has no site twice', () => {
    for (const ratio of [0.35, 0.3, 1]) {
      const drawn = codes('2026-02-01', ratio)
      expect(drawn.length).toBe(Math.ceil(ratio * 97))
      expect(new Set(drawn).size).toBe(drawn.length)
    }
  })

  it('leaves no site out over a quarter', () => {
    const quarter = ['2026-01-01', '2026-02-01', '2026-03-01'].flatMap((day) => codes(day))
    expect(new Set(quarter).size).toBe(97)
  })

  it('draws only from sites that run', () => {
    const closed = sites.map((site, n) => (n % 2 === 0 ? { ...site, state: 'closed' as const } : site))
    expect(monthlySample(closed, '2026-01-01', 0.35).running).toBe(48)
    expect(monthlySample([], '2026-01-01', 0.35).sites).toEqual([])
  })
})
