import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { inspectSite } from '#shared/inspection/inspect-sites'
import { factsVersion, type PageMemory } from '#shared/inspection/known/known-page'
import { PageMemoryFile } from '#shared/inspection/known/page-memory-file'
import { mergePlan } from '#shared/inspection/plan'
import { RunFile } from '#shared/inspection/run/run-file'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { sm3Hex } from '#shared/signing/sm3'
import { cleanSite, home, list, today } from '#tests/fixtures/fault-farm/clean-site'
import { openFarm, type Answer, type Farm } from '#tests/fixtures/fault-farm/http-farm'

const tomorrow = new Date(today.getTime() + 86_400_000)
/** Home of a site that has been idle for years: a finding, with the page as its proof. */
const idle = home(list('2020-01-05'))

let folder: string
let farm: Farm | undefined
let statuses: number[]
let body: string

/** A home page with a validator that follows its content. */
const validated: Answer = ({ headers }, response) => {
  const etag = `"${sm3Hex(body)}"`
  const isSame = headers['if-none-match'] === etag
  statuses.push(isSame ? 304 : 200)
  if (isSame) response.writeHead(304, { etag }).end()
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(body)
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-known-'))
  statuses = []
  body = idle
})
afterEach(async () => {
  await farm?.close()
  farm = undefined
  await rm(folder, { recursive: true })
})

const memoryFile = (): string => path.join(folder, 'pages.db')

async function inspect(answer: Answer, now: Date): Promise<SiteInspection> {
  await farm?.close()
  farm = await openFarm({ 'a.test': cleanSite({ '/': answer }) })
  const memory = PageMemoryFile.open(memoryFile(), now)
  const perHost = { requestsPerSecond: 5000, recheck: { afterSeconds: 0, requestsPerSecond: 5000 } }
  const evidence = new EvidenceFolder(path.join(folder, 'evidence'))
  const deps = { now: () => now, signal: new AbortController().signal, memory, evidence }
  try {
    return await inspectSite({ url: 'http://a.test/' }, mergePlan({ hosts: farm.hosts, perHost }), deps)
  } finally {
    memory.close()
  }
}

const idleHome = ({ findings }: SiteInspection) => findings.find(({ indicator }) => indicator === 'V3')

it('does not fetch a page again that its server calls unchanged, and judges it by what was read then', async () => {
  const first = await inspect(validated, today)
  const second = await inspect(validated, tomorrow)
  expect(statuses).toEqual([200, 304])
  expect(second.findings.map(({ indicator, url }) => `${indicator} ${url}`)).toEqual(
    first.findings.map(({ indicator, url }) => `${indicator} ${url}`),
  )
  expect(second.home).toEqual(first.home)
  expect(idleHome(first)?.evidence.record).toMatch(/^[0-9a-f]{64}$/)
  expect(idleHome(second)?.evidence.record).toBe(idleHome(first)?.evidence.record)
})

it('fetches an unchanged page once more where its proof is gone', async () => {
  const first = await inspect(validated, today)
  await rm(path.join(folder, 'evidence'), { recursive: true })
  const second = await inspect(validated, tomorrow)
  expect(statuses).toEqual([200, 304, 200])
  const record = idleHome(second)?.evidence.record ?? ''
  expect(record).not.toBe(idleHome(first)?.evidence.record)
  expect(existsSync(new EvidenceFolder(path.join(folder, 'evidence')).fileOf(record))).toBe(true)
})

it('reads a page that changed', async () => {
  await inspect(validated, today)
  body = home(list('2026-11-22'))
  const second = await inspect(validated, tomorrow)
  expect(statuses).toEqual([200, 200])
  expect(idleHome(second)).toBeUndefined()
})

it('goes by the date of the last change where the server gives nothing else', async () => {
  const date = 'Sun, 22 Nov 2026 00:00:00 GMT'
  const dated: Answer = ({ headers }, response) => {
    const isSame = headers['if-modified-since'] === date
    statuses.push(isSame ? 304 : 200)
    response.writeHead(isSame ? 304 : 200, { 'last-modified': date, 'content-type': 'text/html' })
    response.end(isSame ? '' : idle)
  }
  await inspect(dated, today)
  expect(idleHome(await inspect(dated, tomorrow))).toBeDefined()
  expect(statuses).toEqual([200, 304])
})

it('knows a page by its body where the server always sends it', async () => {
  const always: Answer = (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: '"1"' }).end(body)
  await inspect(always, today)
  const second = await inspect(always, tomorrow)
  expect(idleHome(second)).toBeDefined()
  body = home(list('2026-11-22'))
  expect(idleHome(await inspect(always, tomorrow))).toBeUndefined()
})

it('takes a 304 that nobody asked for as no statement about the page', async () => {
  const confused: Answer = (_request, response) => void response.writeHead(304).end()
  const { findings } = await inspect(confused, today)
  expect(findings.map(({ indicator, severity }) => [indicator, severity])).toEqual([['V2', 'hint']])
})

it('asks without condition after a week, so that a server that is wrong is not believed for ever', async () => {
  await inspect(validated, today)
  await inspect(validated, new Date(today.getTime() + 8 * 86_400_000))
  expect(statuses).toEqual([200, 200])
})

it('reads everything anew when pages are read for other facts than then', async () => {
  await inspect(validated, today)
  const file = RunFile.openShared(memoryFile(), '')
  file.run('UPDATE known SET version = ?', factsVersion - 1)
  file.close()
  await inspect(validated, tomorrow)
  expect(statuses).toEqual([200, 200])
})

it('keeps nothing of a page that is not sound', async () => {
  await inspect(validated, today)
  const memory: PageMemory = PageMemoryFile.open(memoryFile(), today)
  expect(memory.get('http://a.test/')).toBeDefined()
  expect(memory.get('http://a.test/gone.html')).toBeUndefined()
  memory.forget('http://a.test/')
  expect(memory.get('http://a.test/')).toBeUndefined()
  ;(memory as PageMemoryFile).close()
})
