import { describe, expect, it } from 'vitest'
import { rate } from '#renderer/rate.ts'

describe('a share in per cent', () => {
  it('has one decimal, and two where one would read as none', () => {
    expect(rate(26, 58_201)).toBe('0.04%')
    expect(rate(974, 1000)).toBe('97.4%')
    expect(rate(0, 58_201)).toBe('0.0%')
  })
  it('is no number where there is nothing to share', () => {
    expect(rate(0, 0)).toBe('–')
  })
})
