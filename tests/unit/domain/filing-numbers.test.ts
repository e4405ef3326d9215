import { describe, expect, it } from 'vitest'
import { assertFilingNumbers } from '#shared/domain/filing-numbers'
import { refusalOf } from './decided'

describe('filing numbers', () => {
  it.each([
    { icp: '皖ICP备12345678号' },
    { icp: '京ICP备123456号-12' },
    { policeFiling: '皖公网安备 34010002000001号' },
    { policeFiling: '皖公网安备34010002000001号' },
    { icp: null, policeFiling: null },
    {},
  ])('%j stands', (numbers) => {
    expect(() => assertFilingNumbers(numbers)).not.toThrow()
  })

  it.each([
    { icp: 'ICP备12345678号' },
    { icp: '皖ICP备12345号' },
    { icp: '皖ICP备123456789号' },
    { icp: '皖ICP证12345678号' },
    { icp: '皖ICP备12345678号-' },
    { icp: '某ICP备12345678号' },
    { policeFiling: '公网安备 34010002000001号' },
    { policeFiling: '皖公网安备 3401号' },
    { policeFiling: '皖公网安备 34010002000001' },
  ])('%j is refused and the field named', (numbers) => {
    expect(refusalOf(() => assertFilingNumbers(numbers))).toBe('rule')
    expect(() => assertFilingNumbers(numbers)).toThrow(
      expect.objectContaining({ detail: { field: Object.keys(numbers)[0] } }),
    )
  })
})
