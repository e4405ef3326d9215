import { describe, expect, it } from 'vitest'
import { offeredReasons, withLastUsed } from '#renderer/triage/reasons.ts'

describe('the palette of reasons', () => {
  it('puts the reason used last first and keeps each once', () => {
    expect(withLastUsed(['甲理由', '乙理由'], '乙理由')).toEqual(['乙理由', '甲理由'])
    expect(withLastUsed(['甲理由'], '丙理由')).toEqual(['丙理由', '甲理由'])
  })

  it('offers used reasons before the usual ones, at most one for each digit', () => {
    expect(offeredReasons(['乙'], ['甲', '乙'])).toEqual(['乙', '甲'])
    const many = Array.from({ length: 12 }, (_, place) => `理由${place}`)
    expect(offeredReasons(many, ['常用'])).toHaveLength(9)
    expect(withLastUsed(many, '新的')).toHaveLength(9)
  })
})
