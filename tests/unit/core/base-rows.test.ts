import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestOf, without } from '#core/sync/base-rows'
import { testId } from '#tests/builders'

const row = (number: number, version = 1, body = `{"id": "${testId(number)}"}`) => ({
  id: testId(number),
  version,
  body,
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('the digest of rows', () => {
  it('is the hash of each row’s name and version, a line each', () => {
    expect(digestOf([row(2, 7), row(1)], 'versions')).toBe(sha256(`${testId(2)}:7\n${testId(1)}:1\n`))
  })

  it('is the hash of what they say, without spaces', () => {
    expect(digestOf([row(1, 1, '{"a": "b c", "d": [1, 2]}')], 'contents')).toBe(sha256('{"a":"bc","d":[1,2]}\n'))
  })

  it('of nothing is the hash of nothing', () => {
    expect(digestOf([], 'contents')).toBe(sha256(''))
  })

  it('does not depend on how many rows are handed to the hash at once', () => {
    const rows = Array.from({ length: 1_234 }, (_, n) => row(5_000 - n, n))
    expect(digestOf(rows, 'versions')).toBe(sha256(rows.map(({ id, version }) => `${id}:${version}\n`).join('')))
  })

  it('differs for another row, another version and another place of the line’s end', () => {
    const digests = [[row(1), row(2)], [row(1)], [row(1, 2), row(2)], [row(2), row(1)]].map((rows) =>
      digestOf(rows, 'versions'),
    )
    expect(new Set(digests).size).toBe(4)
  })
})

it('leaves out what changed meanwhile', () => {
  expect(without([row(1), row(2), row(3)], [testId(2)])).toEqual([row(1), row(3)])
  expect(without([row(1)], [])).toEqual([row(1)])
})
