import { expect, it } from 'vitest'
import en from '#renderer/triage/messages/en.json'
import zh from '#renderer/triage/messages/zh-CN.json'
import { nationalPack as pack } from '#shared/content-check/packs'

it('names every rule of the national pack and its clause as the pack does', () => {
  const titles = Object.fromEntries(pack.rules.map(({ id, title }) => [id, title]))
  const sources = Object.fromEntries(pack.rules.map(({ id, source }) => [id, source]))
  expect(zh.rule).toEqual(titles)
  expect(zh.clause).toEqual(sources)
  expect(Object.keys(en.rule).sort()).toEqual(Object.keys(titles).sort())
  expect(en.clause).toEqual(sources)
})
