import { describe, expect, it } from 'vitest'
import { momentOfArrival, momentOfWork } from '#tests/load/clock'
import { Distribution } from '#tests/load/distribution'

describe('a distribution', () => {
  it('keeps quantiles to within two per cent, and the largest value exactly', () => {
    const values = new Distribution()
    for (let value = 1; value <= 10_000; value += 1) values.add(value)
    for (const share of [0.5, 0.95, 0.99]) {
      const ratio = values.quantile(share) / (share * 10_000)
      expect(ratio).toBeGreaterThan(0.98)
      expect(ratio).toBeLessThan(1.03)
    }
    expect(values.largest).toBe(10_000)
    expect(values.quantile(1)).toBe(10_000)
  })

  it('of nothing is nothing', () => {
    expect(new Distribution().quantile(0.95)).toBe(0)
  })
})

describe('the working day', () => {
  const lots = Array.from({ length: 1_000 }, (_, n) => n / 1_000)

  it('begins for half of all within the first tenth of an hour', () => {
    expect(lots.filter((lot) => momentOfArrival(lot) < 0.1 / 7).length).toBeGreaterThan(450)
  })

  it('has little work at noon and none after half past five', () => {
    const moments = lots.map(momentOfWork)
    expect(moments.filter((at) => at > 0.35 && at < 0.55).length).toBeLessThan(100)
    expect(Math.max(...moments)).toBeLessThanOrEqual(0.95)
  })
})
