import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageOf } from '#shared/content-check/automaton/image'
import { cachedImage } from '#shared/content-check/automaton/image-cache'
import { imageFrom, Lexicon } from '#shared/content-check/automaton/lexicon'
import { Found } from '#shared/content-check/automaton/walk'

const unitsOf = (text: string) => Uint16Array.from(text, (character) => character.charCodeAt(0))
const tagged = (phrases: readonly string[]) => new Map(phrases.map((phrase, index) => [phrase, index]))

function found(lexicon: Lexicon, text: string): string[] {
  const places = new Found()
  lexicon.find(unitsOf(text), text.length, places)
  const hits = Array.from({ length: places.length / 3 }, (_, index) => places.places.subarray(index * 3, index * 3 + 3))
  return hits.map(([tag, start, end]) => `${tag}:${start}:${text.slice(start, end)}`).sort()
}

/** The same by the slow, plain way. */
const expected = (phrases: ReadonlyMap<string, number>, text: string) =>
  [...phrases]
    .flatMap(([phrase, tag]) =>
      [...text].flatMap((_, start) => (text.startsWith(phrase, start) ? [`${tag}:${start}:${phrase}`] : [])),
    )
    .sort()

const word = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊a'), minLength: 1, maxLength: 6 })
const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊ab'), maxLength: 200 })

describe('the lexicon', () => {
  it('finds overlapping and nested phrases, and phrases at both ends', () => {
    const phrases = tagged(['保密', '保密局', '密局', '局'])
    expect(found(new Lexicon(imageFrom(phrases)), '保密局保密局')).toEqual(expected(phrases, '保密局保密局'))
  })

  it('finds nothing with no phrases or no text', () => {
    expect(found(new Lexicon(imageFrom(new Map())), '文字')).toEqual([])
    expect(found(new Lexicon(imageFrom(tagged(['文字']))), '')).toEqual([])
  })

  it('agrees with the plain way whatever the phrases and the text', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 60 }), text, (phrases, whole) => {
        const numbers = tagged(phrases)
        expect(found(new Lexicon(imageFrom(numbers)), whole)).toEqual(expected(numbers, whole))
      }),
    )
  })

  it('agrees with the plain way after phrases came and went', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 20 }),
        fc.uniqueArray(word, { maxLength: 10 }),
        fc.uniqueArray(word, { maxLength: 10 }),
        text,
        (first, come, go, whole) => {
          const lexicon = new Lexicon(imageFrom(tagged(first)))
          const late = new Map(come.map((phrase, index) => [phrase, 1000 + index]))
          lexicon.add(late)
          lexicon.remove(go)
          const left = new Map([...tagged(first), ...late].filter(([phrase]) => !go.includes(phrase)))
          expect(found(lexicon, whole)).toEqual(expected(left, whole))
        },
      ),
    )
  })

  it('is seen by another thread without a copy, and so is the taking back of a phrase', () => {
    const image = imageFrom(tagged(['保密', '公开']))
    const there = new Lexicon(imageOf(image.buffer))
    expect(found(there, '保密公开')).toEqual(['0:0:保密', '1:2:公开'])
    new Lexicon(image).remove(['保密'])
    expect(found(there, '保密公开')).toEqual(['1:2:公开'])
  })
})

describe('the kept lexicon', () => {
  const inFolder = (work: (folder: string) => void) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'phrases-'))
    try {
      work(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const build = () => imageFrom(tagged(['保密', '公开']))
  const mustNotBuild = () => {
    throw new Error('built again')
  }

  it('is read from the disk the second time', () =>
    inFolder((folder) => {
      cachedImage(folder, 'pack-1', build)
      expect(found(new Lexicon(cachedImage(folder, 'pack-1', mustNotBuild)), '公开')).toEqual(['1:0:公开'])
    }))

  it('is built again where any byte of the file is not as it was, or the file is cut short', () =>
    inFolder((folder) => {
      cachedImage(folder, 'pack-1', build)
      const file = path.join(folder, readdirSync(folder)[0] ?? '')
      const whole = readFileSync(file)
      for (const at of [0, 5, 9, 40, whole.length >> 1, whole.length - 1]) {
        const damaged = Buffer.from(whole)
        damaged[at] = (damaged[at] as number) ^ 0x10
        for (const bytes of [damaged, whole.subarray(0, at)]) {
          writeFileSync(file, bytes)
          expect(() => cachedImage(folder, 'pack-1', mustNotBuild)).toThrow('built again')
          expect(found(new Lexicon(cachedImage(folder, 'pack-1', build)), '公开')).toEqual(['1:0:公开'])
        }
      }
    }))

  it('does without a folder that cannot be written to', () =>
    inFolder((folder) => {
      const file = path.join(folder, 'file')
      writeFileSync(file, '')
      expect(found(new Lexicon(cachedImage(file, 'pack-1', build)), '公开')).toEqual(['1:0:公开'])
    }))
})
