import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkText } from '#shared/content-check/check-text'
import { nationalPack } from '#shared/content-check/packs'
import type { Example } from '#shared/content-check/rule'

interface Regulation {
  readonly title: string
  readonly body: string
}

const regulations = gunzipSync(readFileSync('platform/demo/data/regulations.jsonl.gz'))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line): Regulation => JSON.parse(line))

const rulesHit = (example: Example) => {
  const { text, date } = typeof example === 'string' ? { text: example, date: undefined } : example
  return checkText(text, { context: date === undefined ? {} : { date } }).map(({ rule }) => rule)
}

describe('the national pack', () => {
  for (const { id, examples } of nationalPack.rules)
    it(`keeps what the examples of ${id} promise`, () => {
      const missed = examples.hit.filter((text) => !rulesHit(text).includes(id))
      const wrong = examples.miss.filter((text) => rulesHit(text).includes(id))
      expect({ missed, wrong }).toEqual({ missed: [], wrong: [] })
    })

  it('names each rule once', () => {
    const ids = nationalPack.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('blocks none of 1,093 real regulations and asks to review very few places in them', () => {
    const hits = regulations.flatMap(({ title, body }) => checkText(`${title}\n${body}`))
    const characters = regulations.reduce((sum, { title, body }) => sum + title.length + body.length, 0)
    const reviews = hits.filter(({ severity }) => severity === 'review')
    expect(regulations.length).toBe(1093)
    expect(hits.filter(({ severity }) => severity === 'block')).toEqual([])
    expect(reviews.length).toBeLessThan((characters / 100_000) * 0.5)
  })
})
