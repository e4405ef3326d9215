import { describe, expect, it } from 'vitest'
import { checkText } from '#shared/content-check/check-text'
import { maskedText, observedHit } from '#shared/content-check/masked-text'

describe('masking', () => {
  it('leaves of a phone its first three and last four, of a citizen number two and three', () => {
    expect(maskedText({ text: '13805911234' })).toBe('138****1234')
    expect(maskedText({ text: '11010519491231002X' })).toBe('11*************02X')
    expect(maskedText({ text: '110105 19491231 002X' })).toBe('11*************02X')
    expect(maskedText({ text: '１１０１０５１９４９１２３１００２Ｘ' })).toBe('11*************02X')
    expect(maskedText({ text: '6222021234567890128' })).toBe('6222***********0128')
  })

  it('keeps the text of a mark', () => {
    expect(maskedText({ text: '机密★20年' })).toBe('机密★20年')
  })

  it('masks the numbers around a hit before cutting the surroundings', () => {
    const text = `${'甲'.repeat(60)}13805911234 11010519491231002X ${'乙'.repeat(60)}`
    const hit = checkText(text).find(({ rule }) => rule === 'id-card')
    if (!hit) throw new Error('no hit')
    const { before, after } = observedHit(hit, text)
    expect(before).toBe(`${'甲'.repeat(28)}138****1234 `)
    expect(after).toHaveLength(40)
  })
})
