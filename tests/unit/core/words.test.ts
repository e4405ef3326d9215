import { describe, expect, it } from 'vitest'
import { phrases, spaced, spacedFields } from '#core/rows/words'

describe('words of the full-text index', () => {
  it('makes each Han character a word and leaves letters and digits whole', () => {
    expect(spaced('2024年通知Notice').split(/\s+/)).toEqual(['2024', '年', '通', '知', 'notice'])
  })

  it('reads full-width letters and digits like plain ones', () => {
    expect(spaced('ＡＢ１２')).toBe('ab12')
  })

  it('keeps fields apart, so that no phrase runs from one into the next', () => {
    expect(spacedFields(['通', null, '知'])).toContain('fieldend')
  })
})

describe('what was typed', () => {
  it('becomes one phrase a word', () => {
    expect(phrases('教育局 通知').map((phrase) => phrase.replace(/\s+/g, ' '))).toEqual(['"教 育 局"', '"通 知"'])
  })

  it('lets unfinished letters match what begins with them', () => {
    expect(phrases('www.yun')).toEqual(['"www.yun"*'])
  })

  it('ignores words without a letter or digit and never breaks the query', () => {
    expect(phrases('"" -- * ')).toEqual([])
    expect(phrases('a"b')).toEqual(['"a b"*'])
  })
})
