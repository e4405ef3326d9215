import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObservedFinding } from '#shared/contract/finding'
import { demoDefects, type DefectKind } from '#platform/demo/defects'
import { query, openDemoDatabases, type DemoDatabases } from '#tests/e2e/harness/demo-database'
import { freePorts, PlatformProcess } from '#tests/e2e/harness/platform-process'
import { zhanqun } from './run'

/** Two sites of each kind of defect where there are two; those whose fault lies in a text or file have clean pages. */
const kinds: readonly DefectKind[] = [
  'down',
  'slow',
  'stale-home',
  'stale-columns',
  'empty-columns',
  'broken-links',
  'missing-footer',
  'wrong-site-code',
  'soft-404',
  'missing-meta',
  'wrong-charset',
]
const cleanDomains = ['mzt.lanchuan', 'sft.landu', 'jyt.lanchuan'].map((name) => `${name}.gov.example`)

interface Printed {
  readonly site: string
  readonly pages: number
  readonly links: number
  readonly findings: readonly ObservedFinding[]
  readonly failure?: string
}

let databases: DemoDatabases
let database: string
let platform: PlatformProcess
let folder: string
let found: ReadonlyMap<string, Printed>
let exitCode: number | null

beforeAll(async () => {
  await zhanqun('help')
  databases = await openDemoDatabases()
  database = await databases.create()
  folder = await mkdtemp(path.join(os.tmpdir(), 'zhanqun-cli-'))
  const [port = 0, pagesPort = 0] = await freePorts(2)
  platform = await PlatformProcess.start({ port, pagesPort, data: folder, databaseUrl: database })
  const plan = path.join(folder, 'plan.json')
  const domains = [...inspectedDefects().map(({ domain }) => domain), ...cleanDomains]
  await writeFile(plan, JSON.stringify(await planFor(pagesPort)))
  const urls = [...new Set(domains)].map((domain) => `http://${domain}/`)
  const { code, output } = await zhanqun('inspect', '--plan', plan, '--format', 'json', ...urls)
  exitCode = code
  found = new Map((JSON.parse(output) as Printed[]).map((site) => [new URL(site.site).hostname, site]))
}, 300_000)

afterAll(async () => {
  await platform.stop()
  await databases.drop(database)
  await databases.stop()
  await rm(folder, { recursive: true, force: true })
})

const inspectedDefects = () => kinds.flatMap((kind) => demoDefects.filter((defect) => defect.kind === kind).slice(0, 2))

/** What an operator would write: where the hosts answer, how fast they may be asked, and what is registered of them. */
async function planFor(pagesPort: number) {
  const { rows } = await query(database, 'select url, code, name, region_code as "regionCode" from site')
  return {
    hosts: { '*.gov.example': `127.0.0.1:${pagesPort}` },
    perHost: {
      requestsPerSecond: 200,
      parallel: 8,
      giveUpAfter: 5,
      recheck: { afterSeconds: 1, requestsPerSecond: 100 },
    },
    parallelSites: 10,
    sites: rows,
  }
}

const indicatorsOf = (domain: string) => [...new Set(found.get(domain)?.findings.map(({ indicator }) => indicator))]

describe('zhanqun inspect over the demo province', () => {
  it('says that there are findings', () => {
    expect(exitCode).toBe(1)
  })

  it.each(inspectedDefects())('finds $kind on $domain, and nothing else', ({ domain, shows }) => {
    expect(found.get(domain)?.failure).toBeUndefined()
    expect(indicatorsOf(domain).sort()).toEqual([...shows].sort())
  })

  it.each(cleanDomains)('finds nothing on %s', (domain) => {
    expect(found.get(domain)).toMatchObject({ findings: [] })
    expect(found.get(domain)?.pages).toBeGreaterThan(50)
    expect(found.get(domain)?.links).toBeGreaterThan(50)
  })

  it('gives every finding an address, words and evidence', () => {
    const findings = [...found.values()].flatMap((site) => site.findings)
    expect(findings.length).toBeGreaterThan(kinds.length)
    for (const finding of findings) {
      expect(finding.url).toMatch(/^https?:\/\//)
      expect(finding.detail.length).toBeGreaterThan(4)
      expect(finding.evidence).toBeTruthy()
    }
  })
})
