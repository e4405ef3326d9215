import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { messagesFrom, type Texts } from '#renderer/messages.ts'

const renderer = path.resolve(import.meta.dirname, '../../../renderer')
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
const messageFiles = files.filter((file) => /\/messages\/[^/]+\.json$/.test(file))
const read = (file: string): string => readFileSync(path.join(renderer, file), 'utf8')
const messages = messagesFrom(
  Object.fromEntries(messageFiles.map((file) => [`./${file}`, JSON.parse(read(file)) as Texts])),
)

const keysOf = (texts: Texts, prefix = ''): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [`${prefix}${key}`] : keysOf(text, `${prefix}${key}.`),
  )
const placeholdersOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
const textAt = (language: string, key: string): string =>
  key
    .split('.')
    .reduce<Texts | string>(
      (texts, part) => (typeof texts === 'string' ? texts : (texts[part] ?? '')),
      messages[language] ?? {},
    ) as string

const chinese = keysOf(messages['zh-CN'] ?? {})
const english = keysOf(messages['en'] ?? {})

it('says everything in both languages', () => {
  expect(chinese.length).toBeGreaterThan(100)
  expect(english.toSorted()).toEqual(chinese.toSorted())
})

it('leaves no text empty and fills in the same things in both languages', () => {
  const different = chinese.filter(
    (key) =>
      !textAt('en', key) || placeholdersOf(textAt('zh-CN', key)).join() !== placeholdersOf(textAt('en', key)).join(),
  )
  expect(different).toEqual([])
})

const sources = files
  .filter((file) => /\.(vue|ts)$/.test(file))
  .map(read)
  .join('\n')

it('knows every text that a view asks for by its whole name', () => {
  const asked = [...sources.matchAll(/\bt\(\s*'([a-z][\w-]*(?:\.[\w-]+)+)'/g)].map(([, key]) => key ?? '')
  expect([...new Set(asked)].filter((key) => !chinese.includes(key))).toEqual([])
})

it('keeps no text that no view asks for', () => {
  const built = [...sources.matchAll(/`([\w-]+(?:\.[\w-]+)*)\.\$\{/g)].map(([, prefix]) => `${prefix}.`)
  const titles = chinese.filter((key) => /^[\w-]+\.title$/.test(key))
  const unused = chinese.filter(
    (key) =>
      !sources.includes(`'${key}'`) &&
      !built.some((prefix) => key.startsWith(prefix)) &&
      !titles.includes(key) &&
      !key.startsWith('vocabulary.'),
  )
  expect(unused).toEqual([])
})
