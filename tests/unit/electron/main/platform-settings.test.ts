import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { platformOf } from '#main/platform-settings'

function settings(text: string): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'zhanqun-settings-')), 'settings.json')
  writeFileSync(file, text)
  return file
}

it('names the platform of the settings file', () => {
  expect(platformOf(settings('{"platform": "https://zwgk.example.gov.cn"}'))).toBe('https://zwgk.example.gov.cn')
})

it.each(['', '{', '[]', '{"platform": 1}', '{"platform": "file:///etc"}'])('names none for %s', (text) => {
  expect(platformOf(settings(text))).toBe('')
})

it('names none without a file', () => {
  expect(platformOf('/nowhere/settings.json')).toBe('')
})
