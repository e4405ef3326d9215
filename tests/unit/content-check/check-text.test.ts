import { describe, expect, it } from 'vitest'
import { checkParts, checkText } from '#shared/content-check/check-text'
import { nationalPack } from '#shared/content-check/packs'
import type { RulePack } from '#shared/content-check/rule'

const id = '11010519491231002X'
const rulesOf = (text: string, options = {}) => checkText(text, options).map(({ rule }) => rule)

describe('checking a text', () => {
  it('gives offsets in the original, through everything that normalising removed', () => {
    const text = '按规定，机\u200b 密 ★ ２０年保管'
    const [hit] = checkText(text, { part: 'header1' })
    expect(hit).toEqual({
      rule: 'secrecy-mark',
      severity: 'block',
      category: 'secrecy-mark',
      part: 'header1',
      start: 4,
      end: 14,
      text: text.slice(4, 14),
    })
  })

  it('finds numbers side by side in a row of a table, each once', () => {
    expect(rulesOf(`张三\t${id}\t13805911234\n李四 440524188001010014 13905911234`)).toEqual([
      'id-card',
      'mobile',
      'id-card',
      'mobile',
    ])
  })

  it('keeps the weightier of two hits of one kind', () => {
    expect(rulesOf('机密★10年')).toEqual(['secrecy-mark'])
    expect(rulesOf('秘密★20年').sort()).toEqual(['secrecy-mark', 'secrecy-term-over-cap'])
  })

  it('asks for review instead of blocking where a mark is quoted', () => {
    const severityOf = (text: string, column?: string) =>
      checkText(text, { context: column ? { column } : {} })[0]?.severity
    expect(severityOf('《关于“机密★20年”标注方法的说明》')).toBe('review')
    expect(severityOf('机密★20年', '保密宣传')).toBe('review')
    expect(severityOf('机密★20年', '通知公告')).toBe('block')
  })

  it('does not take a social credit code for a citizen or a card', () => {
    for (const code of ['914403001922038216', '9144030071526726XG', '91110000802100433B'])
      expect(rulesOf(`统一社会信用代码：${code}`)).toEqual([])
  })

  it('counts a bulk leak over all parts of a document', () => {
    const part = (name: string) => ({ part: name, text: `${id}\n`.repeat(5) })
    expect(checkParts([part('sheet:一'), part('sheet:二')]).filter(({ rule }) => rule === 'id-card-bulk')).toHaveLength(
      1,
    )
    expect(checkParts([part('sheet:一')]).filter(({ rule }) => rule === 'id-card-bulk')).toHaveLength(0)
  })

  it('takes no more than its share of time for text made to slow patterns down', () => {
    const patterns = ['1', '机密', '1 ', '内部资料、', '《']
    const millisecondsOf = (units: number) => {
      const started = performance.now()
      for (const pattern of patterns) checkText(pattern.repeat(units / pattern.length))
      return performance.now() - started
    }
    millisecondsOf(1000)
    // Four times the text in ten times the time is a busy machine; sixteen times would be a slow pattern.
    expect(millisecondsOf(40_000)).toBeLessThan(10 * millisecondsOf(10_000) + 200)
  })
})

describe('a rule pack', () => {
  const [rule] = nationalPack.rules
  const packWith = (changes: object): RulePack => ({
    ...nationalPack,
    rules: [{ ...rule, ...changes } as RulePack['rules'][number]],
  })

  it('is refused with the fault named when it is malformed', () => {
    expect(() => checkText('甲', { pack: packWith({ severity: 'fatal' }) })).toThrow('规则包格式不正确')
    expect(() => checkText('甲', { pack: packWith({ pattern: '(' }) })).toThrow('无法解析')
    expect(() => checkText('甲', { pack: packWith({ validator: 'none' }) })).toThrow('不存在的校验器')
    expect(() => checkText('甲', { pack: packWith({ phrases: { 甲: '乙' } }) })).toThrow('一种匹配方式')
  })
})
