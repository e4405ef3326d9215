import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '#shared/content-check/fold/folded-text'
import { foldedPhrase } from '#shared/content-check/folded-phrase'
import { viewOf } from '#shared/content-check/fold/view'

describe('folding', () => {
  const same: readonly (readonly [string, string, string])[] = [
    ['width and case', 'Ａｂ１２', 'ab12'],
    ['traditional, regional and Japanese forms', '機密絶對國內區', '机密绝对国内区'],
    ['compatibility characters and radicals', '⼈⺠政府機', '人民政府机'],
    ['zero-width, bidi and combining characters', '机\u200b密\u00ad\u202e\u0301件\ufe0f', '机密件'],
    ['signs put between', '机*密 件·公-开/条。例', '机密件公开条例'],
    ['numbers of every style', '①⑵⒊Ⅳ❺六㊆８九〇', '1234567890'],
    ['letters of other scripts that look alike', 'сегρο𝗔', 'cerpoa'.replace('r', 'г')],
    ['accents', 'é', 'e'],
  ]
  for (const [what, one, other] of same)
    it(`makes ${what} the same`, () => expect(foldedPhrase(one)).toBe(foldedPhrase(other)))

  it('knows where each unit came from, through expansions and surrogate pairs', () => {
    const original = 'x㎏ 𝟙𠀀\u200b机'
    const { length, origin, units } = foldText(original)
    expect(String.fromCharCode(...units.subarray(0, length))).toBe('xkg1𠀀机')
    expect([...origin.subarray(0, length)].map((at) => original.codePointAt(at))).toEqual(
      [...'x㎏㎏𝟙𠀀𠀀机'].map((character) => character.codePointAt(0)),
    )
  })

  it('never ends and never loses its place, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (original) => {
        const { length, origin } = foldText(original)
        for (let at = 1; at < length; at++) expect(origin[at]).toBeGreaterThanOrEqual(origin[at - 1] as number)
        expect(length === 0 || (origin[length - 1] as number) < original.length).toBe(true)
      }),
    )
  })

  it('grows with text that expands a great deal', () => {
    expect(foldText('ﷺ'.repeat(10_000)).length).toBeGreaterThan(100_000)
  })

  it('tells runs of digits across signs, but not across cells and lines', () => {
    const runs = (text: string) => foldText(text).digitRuns.length / 2
    expect([runs('1234-5678'), runs('一二三四五六七八'), runs('1234\t5678'), runs('1234\n5678'), runs('1o3l')]).toEqual(
      [1, 1, 0, 0, 0],
    )
    expect(runs('12o34l5678')).toBe(1)
  })
})

describe('a view', () => {
  const seen = (text: string, kind: 'spaced' | 'compact' | 'squeezed' | 'numeral') =>
    viewOf(text, 0, text.length, kind).text

  it('keeps lines and cells apart', () => {
    expect(seen('甲 \t乙\r\n丙', 'compact')).toBe('甲\t乙\n\n丙')
  })

  it('keeps spaces when asked to, and Chinese numerals', () => {
    expect(seen('1　2\u00a03 二', 'spaced')).toBe('1 2 3 二')
  })

  it('sees through what was put in, but for one star after a word', () => {
    expect(seen('机-密☆★*二-0年', 'squeezed')).toBe('机密★20年')
  })

  it('reads a disguised number', () => {
    expect(seen('1३8-O五玖l.234', 'numeral').replace('३', '3')).toContain('059')
  })
})
