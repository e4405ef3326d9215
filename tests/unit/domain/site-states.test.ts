import { describe, expect, it } from 'vitest'
import { approvalSteps, assertOfflineWindow } from '#shared/domain/site-states'
import { aSiteRequest } from '#tests/builders'
import { refusalOf } from './decided'

const today = '2026-03-02'

describe('逐级审核', () => {
  it.each([
    ['county', ['city', 'province']],
    ['city', ['province']],
    ['province', ['province']],
  ] as const)('of a %s site passes %j', (level, levels) => {
    const steps = approvalSteps(level)
    expect(steps.map((step) => step.level)).toEqual(levels)
    expect(steps.every((step) => step.decision === null && step.by === null)).toBe(true)
  })
})

describe('the window of 临时下线', () => {
  it.each([
    [today, today],
    [today, '2026-03-31'],
    ['2026-04-01', '2026-04-30'],
  ])('may last from %s to %s', (from, to) => {
    expect(() => assertOfflineWindow(from, to, today, [])).not.toThrow()
  })

  it.each([
    ['in the past', '2026-03-01', '2026-03-05'],
    ['longer than 30 days', today, '2026-04-01'],
    ['ending before it begins', '2026-03-10', '2026-03-09'],
  ])('is refused %s', (_, from, to) => {
    expect(refusalOf(() => assertOfflineWindow(from, to, today, []))).toBe('rule')
  })

  it('is given once within 365 days, rejected requests and returns not counted', () => {
    const judged =
      (...earlier: Parameters<typeof aSiteRequest>[0][]) =>
      () =>
        assertOfflineWindow(today, today, today, earlier.map(aSiteRequest))
    expect(refusalOf(judged({ state: 'approved', from: '2025-03-03' }))).toBe('rule')
    expect(judged({ state: 'approved', from: '2025-03-02' })).not.toThrow()
    expect(judged({ state: 'rejected', from: '2026-02-01' })).not.toThrow()
    expect(judged({ action: 'resume', state: 'approved', from: '2026-02-01' })).not.toThrow()
  })
})
