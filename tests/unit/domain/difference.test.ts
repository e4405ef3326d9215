import { describe, expect, it } from 'vitest'
import { compareTexts, wordDifference } from '#shared/domain/difference'

const kinds = (before: string, after: string) => compareTexts(before, after).map((block) => block.kind)

describe('comparing two texts', () => {
  it('marks the Chinese words that changed inside a paragraph and leaves the rest', () => {
    expect(wordDifference('建设法制政府的意见', '建设法治政府的意见')).toEqual([
      { kind: 'same', text: '建设' },
      { kind: 'removed', text: '法制' },
      { kind: 'added', text: '法治' },
      { kind: 'same', text: '政府的意见' },
    ])
  })

  it('finds nothing between equal texts, whatever their line ends', () => {
    expect(kinds('第一条\n第二条', '第一条\r\n第二条')).toEqual(['same', 'same'])
  })

  it('shows an edited paragraph as changed, not as one removed and one added', () => {
    expect(kinds('总则\n各级机关应当及时公开信息', '总则\n各级行政机关应当依法及时公开信息')).toEqual([
      'same',
      'changed',
    ])
  })

  it('recognises a paragraph that only moved', () => {
    expect(kinds('甲段文字\n乙段内容\n丙段结束语', '乙段内容\n丙段结束语\n甲段文字')).toEqual([
      'moved-away',
      'same',
      'same',
      'moved-here',
    ])
  })

  it('keeps every word of both sides', () => {
    const [before, after] = ['甲。\n乙丙丁。\n戊己。', '乙丙。\n庚辛壬。\n戊己。']
    const blocks = compareTexts(before, after)
    const side = (skip: string) =>
      blocks
        .map((block) =>
          block.pieces
            .filter((piece) => piece.kind !== skip)
            .map((piece) => piece.text)
            .join(''),
        )
        .join('')
    expect(side('added')).toBe(before.replaceAll('\n', ''))
    expect(side('removed')).toBe(after.replaceAll('\n', ''))
  })
})
