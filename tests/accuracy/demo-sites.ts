import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { indicators } from '#shared/inspection/indicators'
import { registeredTarget } from '#shared/inspection/registered-target'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { defectsOf, demoDefects } from '#platform/demo/defects'
import type { Province } from '#tests/bench/lab/province'

/** What the manifest says of a demo site and what was found, as indicator ids. */
export interface SiteResult {
  readonly domain: string
  readonly kinds: readonly string[]
  readonly expected: readonly string[]
  readonly found: readonly string[]
  readonly dead: readonly string[]
  readonly links: number
}

/** Inspects the sites with seeded defects and so many clean ones. */
export async function inspectDemoSites(province: Province, clean: number): Promise<SiteResult[]> {
  const targets = await targetsOf(province, clean)
  const recheck = { afterSeconds: 5, requestsPerSecond: 20 }
  const perHost = { requestsPerSecond: 200, parallel: 6, giveUpAfter: 5, recheck }
  const plan = mergePlan({ hosts: { '*': province.pages }, perHost, parallelSites: 24 })
  const deps = { now: () => new Date(), signal: new AbortController().signal }
  return (await inspectSites(targets, plan, deps)).map(resultOf)
}

async function targetsOf(province: Province, clean: number): Promise<SiteTarget[]> {
  const sites = await rowsOf<Site>(province, 'site')
  const columns = new Map<string, Column[]>()
  for (const column of await rowsOf<Column>(province, 'column'))
    columns.set(column.siteId, [...(columns.get(column.siteId) ?? []), column])
  const running = sites.filter(({ state }) => state === 'running')
  const faulty = running.filter(({ domain }) => defectsOf(domain).length > 0)
  const sound = running.filter(({ domain }) => defectsOf(domain).length === 0)
  return [...faulty, ...sound.slice(0, clean)].map((site) => registeredTarget(site, columns.get(site.id) ?? []))
}

const rowsOf = async <T>(province: Province, kind: string): Promise<T[]> =>
  (await province.rows(kind)).map((line) => JSON.parse(line) as T)

const known = new Set(indicators.map(({ id }) => id))

function resultOf({ site, findings, links, faultyLinks }: SiteInspection): SiteResult {
  const domain = new URL(site).hostname
  const defects = demoDefects.filter((defect) => defect.domain === domain)
  return {
    domain,
    kinds: defects.map(({ kind }) => kind),
    expected: [...new Set(defects.flatMap(({ shows }) => shows.filter((id) => known.has(id))))].sort(),
    found: [...new Set(findings.map(({ indicator }) => indicator))].sort(),
    dead: faultyLinks.filter(({ verdict }) => verdict === 'dead').map(({ url }) => url),
    links,
  }
}
