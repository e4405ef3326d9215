import { describe, expect, it } from 'vitest'
import { buildAutomaton } from '#shared/content-check/automaton'
import { normalise } from '#shared/content-check/normalise'

function found(phrases: readonly string[], text: string): string[] {
  const hits: string[] = []
  buildAutomaton(phrases).find(normalise(text).units, (_, start, end) =>
    hits.push(`${start}:${text.slice(start, end)}`),
  )
  return hits.sort()
}

/** The same by the slow, plain way. */
const expected = (phrases: readonly string[], text: string) =>
  [...new Set(phrases)]
    .flatMap((phrase) =>
      [...text].flatMap((_, start) => (text.startsWith(phrase, start) ? [`${start}:${phrase}`] : [])),
    )
    .sort()

describe('the automaton', () => {
  it('finds overlapping and nested phrases, and phrases at both ends', () => {
    const phrases = ['保密', '保密局', '密局', '局']
    expect(found(phrases, '保密局保密局')).toEqual(expected(phrases, '保密局保密局'))
  })

  it('finds nothing with no phrases or no text', () => {
    expect(found([], '文字')).toEqual([])
    expect(found(['文字'], '')).toEqual([])
  })

  it('agrees with the plain way on thousands of phrases over few characters', () => {
    let seed = 7
    const next = (limit: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit
    const word = (length: number) => Array.from({ length }, () => '甲乙丙丁戊a'[next(6)]).join('')
    const phrases = Array.from({ length: 3000 }, () => word(1 + next(6)))
    const text = word(2000)
    expect(found(phrases, text)).toEqual(expected(phrases, text))
  })
})
