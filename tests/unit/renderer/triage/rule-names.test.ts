import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { nationalPack } from '#shared/content-check/packs'

type Messages = Record<'rule' | 'clause', Record<string, string>>
const messages = (language: string) =>
  JSON.parse(readFileSync(`renderer/triage/messages/${language}.json`, 'utf8')) as Messages

it('names every rule of the national pack and its clause as the pack does', () => {
  const titles = Object.fromEntries(nationalPack.rules.map(({ id, title }) => [id, title]))
  const sources = Object.fromEntries(nationalPack.rules.map(({ id, source }) => [id, source]))
  const [zh, en] = [messages('zh-CN'), messages('en')]
  expect(zh.rule).toEqual(titles)
  expect(zh.clause).toEqual(sources)
  expect(Object.keys(en.rule).sort()).toEqual(Object.keys(titles).sort())
  expect(en.clause).toEqual(sources)
})
