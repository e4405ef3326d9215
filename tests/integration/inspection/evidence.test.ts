import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WARCParser } from 'warcio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ObservedFinding } from '#shared/contract/finding'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { inspectSite } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { sm3Hex } from '#shared/signing/sm3'
import { cleanSite, home, list, today } from '#tests/fixtures/fault-farm/clean-site'
import { openFarm, status, type Farm } from '#tests/fixtures/fault-farm/http-farm'

let farm: Farm
let folder: string
let findings: readonly ObservedFinding[]
let evidence: EvidenceFolder

const page = home(`${list('2020-01-05')}<a href="/gone.html">旧</a><a href="/busy.html">忙</a>`)

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-evidence-'))
  const [gone, busy] = [status(410, { 'x-served-by': 'farm' }), status(503)]
  farm = await openFarm({
    'a.test': cleanSite({
      '/': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
      '/gone.html': gone,
      '/busy.html': busy,
    }),
  })
  evidence = new EvidenceFolder(folder)
  const perHost = { requestsPerSecond: 5000, recheck: { afterSeconds: 0, requestsPerSecond: 5000 } }
  const deps = { now: () => today, signal: new AbortController().signal, evidence }
  const inspection = await inspectSite({ url: 'http://a.test/' }, mergePlan({ hosts: farm.hosts, perHost }), deps)
  findings = inspection.findings
})
afterAll(async () => {
  await farm.close()
  await rm(folder, { recursive: true })
})

const recordFor = (indicator: string, verdict?: string): string =>
  findings.find((finding) => finding.indicator === indicator && finding.evidence.verdict === verdict)?.evidence
    .record ?? ''

/** What another tool reads: every record with its headers and content. */
async function readByOthers(hash: string) {
  const bytes = await readFile(evidence.fileOf(hash))
  const records = []
  for await (const record of new WARCParser(new Blob([new Uint8Array(bytes)]).stream())) {
    records.push({
      type: record.warcType,
      url: record.warcTargetURI,
      status: record.httpHeaders?.statusCode,
      servedBy: record.httpHeaders?.headers.get('x-served-by'),
      text: await record.contentText(),
      digest: record.warcHeader('WARC-Payload-Digest'),
    })
  }
  return records
}

it('keeps the response of each finding, and nothing of sound pages', async () => {
  const named = new Set(findings.map(({ evidence: { record } }) => record))
  expect(findings.map(({ evidence: { record } }) => record)).not.toContain(undefined)
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.warc.gz'))
  expect(files.map((name) => path.basename(name, '.warc.gz')).sort()).toEqual([...named].sort())
})

it('names a file by the SM3 of its bytes', async () => {
  const hash = recordFor('V3')
  expect(sm3Hex(await readFile(evidence.fileOf(hash)))).toBe(hash)
})

it('is read by another tool, which replays the page that was judged', async () => {
  const [response, request, metadata] = await readByOthers(recordFor('V3'))
  expect(response).toMatchObject({ type: 'response', url: 'http://a.test/', status: 200, text: page })
  expect(request?.type).toBe('request')
  expect(metadata?.text).toContain('outcome: answered')
  const bodyHash = findings.find(({ indicator }) => indicator === 'V3')?.evidence.bodyHash
  expect(sm3Hex(response?.text ?? '')).toBe(bodyHash)
  expect(metadata?.text).toContain(`payload-sm3: ${bodyHash}`)
})

it('is read by another tool for a faulty link too, headers included', async () => {
  const [response] = await readByOthers(recordFor('D20', 'dead'))
  expect(response).toMatchObject({ type: 'response', url: 'http://a.test/gone.html', status: 410, servedBy: 'farm' })
})

it('shows the last look at what was looked at twice', async () => {
  const [response] = await readByOthers(recordFor('D20', 'uncertain'))
  expect(response).toMatchObject({ status: 503, text: '<h1>503</h1>' })
})
