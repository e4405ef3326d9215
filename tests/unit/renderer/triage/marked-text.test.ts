import { describe, expect, it } from 'vitest'
import type { Mark } from '#renderer/triage/marked-text.ts'
import { marksOf, inReadingOrder, segmentsOf } from '#renderer/triage/marked-text.ts'
import type { Hit } from '#shared/contract/hit'

const mark = (id: string, start: number, end: number, severity: Mark['severity'] = 'review'): Mark => ({
  id,
  start,
  end,
  severity,
  number: 1,
})
const shown = (text: string, start: number, marks: readonly Mark[]) =>
  segmentsOf(text, start, marks).map((segment) => [segment.text, segment.mark?.id ?? null])

describe('marking hits in a text', () => {
  it('cuts a text where hits begin and end', () => {
    expect(shown('联系电话13800000000。', 0, [mark('a', 4, 15)])).toEqual([
      ['联系电话', null],
      ['13800000000', 'a'],
      ['。', null],
    ])
  })

  it('finds the part of a hit that lies in a stretch from the middle of the text', () => {
    expect(shown('密★10年', 101, [mark('a', 100, 103)])).toEqual([
      ['密★', 'a'],
      ['10年', null],
    ])
  })

  it('shows the graver hit where two overlap', () => {
    expect(shown('abcdef', 0, [mark('hint', 0, 4, 'hint'), mark('block', 2, 6, 'block')])).toEqual([
      ['ab', 'hint'],
      ['cd', 'block'],
      ['ef', 'block'],
    ])
  })

  it('numbers a hit once, where it begins, even over several stretches', () => {
    const marks = [mark('a', 2, 6)]
    const begins = [...segmentsOf('abcd', 0, marks), ...segmentsOf('efgh', 4, marks)].flatMap(({ begins }) => begins)
    expect(begins.map(({ id }) => id)).toEqual(['a'])
  })

  it('loses no character, whatever the hits', () => {
    const marks = [mark('a', -3, 2), mark('b', 1, 9, 'block'), mark('c', 9, 40, 'hint')]
    expect(
      segmentsOf('机密★十年机密★十年', 0, marks)
        .map(({ text }) => text)
        .join(''),
    ).toBe('机密★十年机密★十年')
  })

  it('shows nothing of a stretch without characters', () => {
    expect(segmentsOf('', 5, [mark('a', 0, 9)])).toEqual([])
  })
})

describe('listing hits', () => {
  const hit = (id: string, part: string, start: number) =>
    ({ id, part, start, end: start + 1, severity: 'hint' }) as Hit

  it('numbers title before body, each as it is read', () => {
    const hits = inReadingOrder([hit('c', 'body', 9), hit('a', 'title', 3), hit('b', 'body', 1)])
    expect(hits.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(marksOf(hits, 'body').map(({ id, number }) => [id, number])).toEqual([
      ['b', 2],
      ['c', 3],
    ])
  })
})
