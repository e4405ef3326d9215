import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TObject, TSchema } from '@sinclair/typebox'
import { describe, expect, it } from 'vitest'
import { placeOf } from '#renderer/views/sync/place-of.ts'
import { commandRules } from '#shared/domain/command-rules'

const vocabulary = path.resolve(import.meta.dirname, '../../../../renderer/vocabulary/messages')
const commandNames = ['zh-CN', 'en'].map((language) => {
  const { command } = JSON.parse(readFileSync(path.join(vocabulary, `${language}.json`), 'utf8')) as Vocabulary
  return command
})
interface Vocabulary {
  readonly command: Readonly<Record<string, string>>
}
/** Done by the console for itself: nobody does it anew by hand. */
const withoutPlace = ['key.register']

const namesIn = (args: TSchema) => Object.keys((args as TObject).properties)
const anyArgs = (args: TSchema) => Object.fromEntries(namesIn(args).map((name) => [name, 'x']))

describe.each([...commandRules.values()])('a parked $type', ({ type, args }) => {
  it('is called something in both languages', () => {
    for (const names of commandNames) expect(names[type.replace('.', '-')]).toBeTruthy()
  })

  it('has a place where it is done anew, unless the console does it by itself', () => {
    expect(placeOf({ args: anyArgs(args) }) === null).toBe(withoutPlace.includes(type))
  })
})
