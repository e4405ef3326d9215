import { inspectSites } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { indicators } from '#shared/inspection/indicators'
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

type Row = Record<string, string> & { readonly updateCycleDays: number }

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
  const parsed = async (kind: string) => (await province.rows(kind)).map((line) => JSON.parse(line) as Row)
  const [sites, columns] = [await parsed('site'), await parsed('column')]
  const running = sites.filter(({ state }) => state === 'running')
  const faulty = running.filter(({ domain = '' }) => defectsOf(domain).length > 0)
  const sound = running.filter(({ domain = '' }) => defectsOf(domain).length === 0)
  return [...faulty, ...sound.slice(0, clean)].map((site) => targetOf(site, columns))
}

function targetOf(
  { id = '', url = '', code = '', name = '', regionCode = '' }: Row,
  columns: readonly Row[],
): SiteTarget {
  const own = columns.filter(({ siteId, state }) => siteId === id && state === 'open')
  return {
    ...{ siteId: id, url, code, name, regionCode },
    columns: own.map(({ name: column = '', path = '', type = '', updateCycleDays }) => ({
      ...{ name: column, url: path, type, updateCycleDays },
    })),
  }
}

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
