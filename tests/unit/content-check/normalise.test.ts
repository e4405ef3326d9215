import { describe, expect, it } from 'vitest'
import { normalise, originalRange } from '#shared/content-check/normalise'

describe('normalising', () => {
  it('folds width, case and compatibility forms and removes what is not seen', () => {
    expect(normalise('Ａｂ１２ ①　机\u200b密\u00ad☆（甲）').text()).toBe('ab121机密★(甲)')
  })

  it('keeps lines and cells apart', () => {
    expect(normalise('甲 \t乙\r\n丙').text()).toBe('甲\t乙\n\n丙')
  })

  it('keeps spaces when asked to', () => {
    expect(normalise('1　2\u00a03', true).text()).toBe('1 2 3')
  })

  it('knows where each unit came from, through expansions and surrogate pairs', () => {
    const original = 'x㎏ 𝟙𠀀\u200b机'
    const text = normalise(original)
    const found = (part: string) => {
      const at = text.text().indexOf(part)
      return original.slice(...originalRange(text, at, at + part.length))
    }
    expect(text.text()).toBe('xkg1𠀀机')
    expect([found('kg'), found('1'), found('𠀀'), found('机'), found('1𠀀机')]).toEqual([
      '㎏',
      '𝟙',
      '𠀀',
      '机',
      '𝟙𠀀\u200b机',
    ])
  })

  it('counts digits in a row across spaces and hyphens', () => {
    expect(normalise('12 34-56 甲 789').digitRun).toBe(6)
  })

  it('grows with text that expands a great deal', () => {
    expect(normalise('ﷺ'.repeat(1000)).text().length).toBeGreaterThan(10_000)
  })
})
