import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { Fetcher } from '#shared/inspection/fetch/fetcher'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import type { SiteTarget } from '#shared/inspection/target'
import { defectsOf } from '#platform/demo/defects'
import type { Bench, BenchContext, Row as Measured } from './bench'
import { compareCrawlers } from './lab/crawl/compare'
export { crawlHere } from './lab/crawl/measure'
import { withProvince, type Province } from './lab/province'
import { median } from './lab/statistics'

const sites = 50
const rounds = 3
const allowed = 1.2

type Row = Record<string, string> & { readonly updateCycleDays: number }

/** Sound sites (one that is down costs its time-out, whoever asks) with their registered columns, as the console hands them to an inspection. */
async function targetsIn(province: Province): Promise<SiteTarget[]> {
  const parsed = async (kind: string) => (await province.rows(kind)).map((line) => JSON.parse(line) as Row)
  const [all, columns] = [await parsed('site'), await parsed('column')]
  return all
    .filter(({ state, domain = '' }) => state === 'running' && defectsOf(domain).length === 0)
    .slice(-sites)
    .map(({ id, url = '', code = '', name = '', regionCode = '' }) => ({
      ...{ siteId: id ?? '', url, code, name, regionCode },
      columns: columns
        .filter(({ siteId, state }) => siteId === id && state === 'open')
        .map(({ name: column = '', path = '', type = '', updateCycleDays }) => ({
          ...{ name: column, url: path, type, updateCycleDays },
        })),
    }))
}

/** Counts what each host is asked. */
class CountingFetcher extends Fetcher {
  readonly asked = new Map<string, number>()

  override page(url: string) {
    this.count(url)
    return super.page(url)
  }

  override probe(url: string) {
    this.count(url)
    return super.probe(url)
  }

  private count(url: string): void {
    const { host } = new URL(url)
    this.asked.set(host, (this.asked.get(host) ?? 0) + 1)
  }
}

interface Inspected {
  readonly wall: number
  /** What the rate per host allows at best: the host with the most requests, one interval after the other. */
  readonly ideal: number
  readonly requests: number
}

async function inspect(targets: readonly SiteTarget[], plan: InspectionPlan): Promise<Inspected> {
  const deps = { now: () => new Date(), signal: new AbortController().signal }
  const fetcher = new CountingFetcher(plan, deps)
  const begun = performance.now()
  const inspections = await inspectSites(targets, plan, { ...deps, fetcher })
  const wall = (performance.now() - begun) / 1000
  await fetcher.close()
  const reached = inspections.filter(({ isReachable }) => isReachable).length
  if (reached < targets.length * 0.9) throw new Error(`only ${reached} of ${targets.length} sites were reached`)
  const counts = [...fetcher.asked.values()]
  const requests = counts.reduce((sum, count) => sum + count, 0)
  return { wall, ideal: (Math.max(...counts) - 1) / plan.perHost.requestsPerSecond, requests }
}

const politely = (context: BenchContext): Promise<Measured[]> =>
  withProvince(context, async (province) => {
    const targets = await targetsIn(province)
    const plan = mergePlan({ hosts: { '*': province.pages } })
    const runs: Inspected[] = []
    for (let round = 0; round < rounds; round += 1) runs.push(await inspect(targets, plan))
    const [value, floor] = [median(runs.map(({ wall }) => wall)), median(runs.map(({ ideal }) => ideal))]
    const requests = median(runs.map((run) => run.requests)).toLocaleString('en')
    const name = `${sites} sites at once, ${requests} requests, ${plan.perHost.requestsPerSecond}/s a host`
    const met = value <= allowed * floor
    return [{ name, value, unit: 's', floor, target: `≤ ${allowed} × floor`, met }]
  })

export const bench: Bench = {
  name: 'inspection',
  run: async (context) => [...(await compareCrawlers(context)), ...(await politely(context))],
}
