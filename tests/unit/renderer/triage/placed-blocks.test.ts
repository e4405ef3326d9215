import { describe, expect, it } from 'vitest'
import { foldQuiet, placeBlocks } from '#renderer/triage/placed-blocks.ts'
import { compareTexts } from '#shared/domain/difference'

const placed = (before: string, after: string) => placeBlocks(compareTexts(before, after), after)
const stretches = (before: string, after: string) =>
  placed(before, after).flatMap(({ pieces }) =>
    pieces.flatMap(({ start, text }) => (start === null ? [] : [[text, after.slice(start, start + text.length)]])),
  )

describe('placing a comparison in the later text', () => {
  it('gives every stretch that stands in the later text the offset it has there', () => {
    const before = '第一条 总则\n\n第二条 旧的内容要求\n第三条 附则'
    const after = '  第一条 总则\r\n新增的一条规定\n\n第二条 新的内容要求\n第三条 附则  '
    const found = stretches(before, after)
    expect(found.length).toBeGreaterThan(3)
    for (const [shown, there] of found) expect(there).toBe(shown)
  })

  it('keeps offsets right behind a paragraph that moved', () => {
    const [before, after] = ['甲段落内容\n乙段落内容\n丙段落内容', '乙段落内容\n丙段落内容\n甲段落内容']
    for (const [shown, there] of stretches(before, after)) expect(there).toBe(shown)
  })

  it('gives what was removed no place', () => {
    const removed = placed('留下的一段\n删去的一段话在此', '留下的一段').filter(({ kind }) => kind === 'removed')
    expect(removed.flatMap(({ pieces }) => pieces.map(({ start }) => start))).toEqual([null])
  })

  it('tells two equal paragraphs apart by their places', () => {
    const text = '同样的话\n同样的话'
    expect(placed(text, text).map(({ pieces }) => pieces[0]?.start)).toEqual([0, 5])
  })
})

describe('folding what is quiet', () => {
  it('folds unchanged paragraphs in a row into one line with their number', () => {
    const blocks = placed('一\n二\n三\n四', '一\n二\n三\n四五')
    const shown = foldQuiet(blocks, ({ kind }) => kind === 'same')
    expect(shown[0]).toEqual({ folded: 3, place: 0 })
    expect(shown.slice(1).every((item) => 'block' in item)).toBe(true)
  })
})
