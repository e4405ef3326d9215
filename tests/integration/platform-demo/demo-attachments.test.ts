import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { demoDefects } from '#platform/demo/defects'
import { writeDemoAttachments } from '#platform/demo/files/attachments'

let folder: string
let files: string[]
let checker: FileChecker

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-demo-'))
  files = await writeDemoAttachments(folder)
  checker = createFileChecker({ concurrency: 2 })
})
afterAll(async () => {
  checker.close()
  await rm(folder, { recursive: true, force: true })
})

const verdictOf = async (file: string) => (await checker.check({ source: { path: file } }))[0]
const faults = demoDefects.filter(({ kind }) => kind === 'leaked-id' || kind === 'secret-mark')
const isFaulty = (file: string) => faults.some(({ where }) => where.includes(path.basename(file)))

it('writes clean attachments of every format that can be read and hold no hit', async () => {
  const clean = files.filter((file) => !isFaulty(file))
  const verdicts = await Promise.all(clean.map(verdictOf))
  expect(new Set(clean.map((file) => path.extname(file)))).toEqual(new Set(['.docx', '.xlsx', '.pdf']))
  for (const verdict of verdicts) expect(verdict).toMatchObject({ hits: [] })
  for (const verdict of verdicts) expect(verdict).not.toHaveProperty('unreadable')
})

it.each(faults)('writes an attachment with a $kind that the check finds', async ({ where, shows }) => {
  const file = files.find((candidate) => path.basename(candidate) === where[0])
  const verdict = await verdictOf(file ?? '')
  expect(verdict?.hits.map(({ rule }) => rule)).toEqual(shows)
  expect(verdict?.hits.at(-1)?.severity).toBe('block')
})
