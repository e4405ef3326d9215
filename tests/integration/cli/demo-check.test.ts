import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoDefects } from '#platform/demo/defects'
import { writeDemoAttachments } from '#platform/demo/files/attachments'
import { zhanqun, type Ended } from './run'

interface Line {
  readonly file: string
  readonly hits: readonly {
    readonly rule: string
    readonly severity: string
    readonly text: string
    readonly part: string
  }[]
  readonly unreadable?: string
}

let folder: string
let paths: readonly string[]
let ended: Ended
let lines: readonly Line[]

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'zhanqun-attachments-'))
  paths = await writeDemoAttachments(folder)
  ended = await zhanqun('check', folder, '--format', 'jsonl')
  lines = ended.output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const planted = demoDefects.filter(({ kind }) => kind === 'leaked-id' || kind === 'secret-mark')
const lineOf = (name: string) => lines.find(({ file }) => path.basename(file) === name)

it('reads every attachment of the demo and says that something was found', () => {
  expect(ended.errors).toBe('')
  expect(ended.code).toBe(1)
  expect(lines.map(({ file }) => path.basename(file)).sort()).toEqual(paths.map((file) => path.basename(file)).sort())
  expect(lines.filter(({ unreadable }) => unreadable !== undefined)).toEqual([])
})

it.each(planted.flatMap(({ where, shows }) => where.map((name) => ({ name, shows }))))(
  'finds exactly $shows in $name',
  ({ name, shows }) => {
    expect(lineOf(name)?.hits.map(({ rule }) => rule)).toEqual(shows)
  },
)

it('finds nothing in the others', () => {
  const faulty = new Set(planted.flatMap(({ where }) => where))
  expect(lines.filter(({ file, hits }) => !faulty.has(path.basename(file)) && hits.length > 0)).toEqual([])
})
