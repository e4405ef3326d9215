import { ESLint } from 'eslint'
import { expect, it } from 'vitest'

const eslint = new ESLint()

async function refusals(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  const messages = result?.messages ?? []
  expect(messages.filter((message) => message.fatal)).toEqual([])
  return messages.filter((message) => message.ruleId === 'no-restricted-imports').map((message) => message.message)
}

const importing = (name: string) => `import { thing } from '${name}'\nthing()\n`

it.each([
  ['shared/contract/a.ts', '#shared/domain/finding'],
  ['shared/domain/a.ts', '#shared/inspection/crawl'],
  ['shared/signing/a.ts', '#shared/domain/finding'],
  ['shared/inspection/a.ts', '#shared/content-check/scan'],
  ['electron/main/a.ts', '#core/store'],
  ['electron/preload/a.ts', '#main/window'],
  ['electron/core/a.ts', '#platform/server'],
  ['renderer/a.ts', '#core/store'],
  ['renderer/a.ts', '#shared/signing/sm2'],
  ['platform/a.ts', '#core/store'],
  ['platform/routes/a.ts', '#cli/main'],
  ['cli/a.ts', '#renderer/main.ts'],
  ['platform/a.ts', '#tests/unit/a'],
])('refuses in %s an import of %s', async (file, name) => {
  expect(await refusals(file, importing(name))).toEqual([expect.stringMatching(/may import only|imports nothing else/)])
})

it.each(['electron/core/a.ts', 'renderer/a.ts', 'platform/a.ts'])('refuses Electron in %s', async (file) => {
  expect(await refusals(file, importing('electron'))).toEqual([expect.stringContaining('shared/contract/native')])
})

it.each([
  ['renderer/a.ts', '../electron/core/store'],
  ['renderer/views/sites/a.ts', '../../../electron/core/store'],
  ['shared/domain/a.ts', '../inspection/crawl'],
])('refuses in %s the relative path %s, which leaves its folder', async (file, name) => {
  expect(await refusals(file, importing(name))).toEqual([expect.stringContaining('Relative paths stay inside')])
})

it('refuses Node in the window, in a component too', async () => {
  const component = `<script setup lang="ts">\n${importing('node:fs')}</script>\n<template><p /></template>\n`
  expect(await refusals('renderer/views/APage.vue', component)).toHaveLength(1)
})

it.each([
  ['shared/domain/a.ts', '#shared/contract/finding'],
  ['electron/core/a.ts', '#shared/inspection/crawl'],
  ['electron/core/findings/a.ts', '#core/store'],
  ['electron/main/a.ts', 'electron'],
  ['cli/a.ts', '#platform/server'],
  ['platform/a.ts', './routes/a'],
  ['shared/content-check/validators/a.ts', '../checksums'],
])('allows in %s an import of %s', async (file, name) => {
  expect(await refusals(file, importing(name))).toEqual([])
})
