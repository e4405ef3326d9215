import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Day } from '#shared/contract/primitives'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import { thresholdsOf } from '#shared/inspection/indicator'
import { guideThresholds, messageThresholds } from '#shared/inspection/judge/gathering-thresholds'
import { isFileAddress } from '#shared/inspection/page/file-address'
import type { PageReading } from '#shared/inspection/read/page-reading'
import { pageKey } from './classify-pages'
import type { LinkChecker } from './link-checker'
import type { Extras } from './extras'
import { ipv6Of } from './ipv6'
import type { LinkResult, SeenPage } from './site-context'
import { trySearch } from './try-search'

export interface ExtrasDeps {
  readonly fetcher: PageSource
  readonly reading: PageReading
  readonly links: LinkChecker
  /** Reads pages of the site. */
  readonly read: (urls: readonly string[]) => Promise<SeenPage[]>
}

interface Seen {
  readonly home: SeenPage
  /** Every page below the home page that was read. */
  readonly pages: readonly SeenPage[]
  readonly plan: InspectionPlan
  readonly today: Day
}

/** Gathers what single indicators need, as far as the plan asks for them. */
export async function gatherExtras(seen: Seen, deps: ExtrasDeps): Promise<Extras> {
  const { plan, home, pages, today } = seen
  const asks = (id: string): boolean => plan.indicators[id]?.enabled === true
  const columns = pages.filter(({ kind }) => kind === 'column')
  const guides = asks('D10') ? thresholdsOf(plan, 'D10', guideThresholds) : undefined
  const messages = asks('D14') ? thresholdsOf(plan, 'D14', messageThresholds) : undefined
  const url = new URL(home.visit.finalUrl)
  const [guidePages, messagePages, ipv6, search] = await Promise.all([
    guides === undefined ? [] : below(seen, guides.columns, guides.sample, deps),
    messages === undefined ? [] : below(seen, messages.columns, messages.sample, deps),
    asks('D22') && deps.fetcher.needsNetwork(url.href) ? ipv6Of(url, plan.witnessHosts) : ('unknown' as const),
    asks('D23') ? trySearch(home, columns, today, deps.fetcher, deps.reading) : { entry: 'other' as const, tries: [] },
  ])
  return { guides: guidePages, guideFiles: await filesOf(guidePages, deps), messages: messagePages, ipv6, search }
}

const filesPerSite = 10

/** Asks for the forms and samples that guides offer; the links of the guides themselves may not have been checked. */
async function filesOf(guides: readonly SeenPage[], { links }: ExtrasDeps): Promise<LinkResult[]> {
  const places = guides.flatMap(({ page, visit }) => page.links.map(({ url }) => ({ url, on: visit.finalUrl })))
  const files = new Map(places.filter(({ url }) => isFileAddress(url)).map(({ url, on }) => [url, on]))
  return await Promise.all(
    [...files].slice(0, filesPerSite).map(async ([url, on]) => {
      const { verdict, visit } = await links.check(url)
      return { url, verdict, visit, isOnHome: false, foundOn: [on] }
    }),
  )
}

/** Pages that the rows of some columns lead to: those already read, else as many more as make up the sample. */
async function below({ home, pages }: Seen, match: string, sample: number, deps: ExtrasDeps): Promise<SeenPage[]> {
  const name = new RegExp(match)
  const columns = inFixedOrder(pages.filter((seen) => seen.kind === 'column' && name.test(columnNames(seen))))
  const hosts = new Set([new URL(home.visit.url).host, new URL(home.visit.finalUrl).host])
  const rows = columns.flatMap(({ page }) => page.items.filter(({ region }) => region === 'main'))
  const urls = [...new Set(rows.map(({ url }) => url))].filter((url) => hosts.has(new URL(url).host)).slice(0, sample)
  const known = new Map(pages.map((seen) => [pageKey(seen.visit.url), seen]))
  const missing = urls.filter((url) => !known.has(pageKey(url)))
  return [...urls.flatMap((url) => known.get(pageKey(url)) ?? []), ...(await deps.read(missing))]
}

/** Columns registered as services first; pages come as they were read, and the sample is to be the same each time. */
const inFixedOrder = (columns: readonly SeenPage[]): SeenPage[] => {
  const rank = ({ column, visit }: SeenPage) => `${column?.type === 'service' ? 0 : 1}${visit.url}`
  return columns.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

const columnNames = ({ column, page }: SeenPage): string =>
  [column?.name, column?.type, page.meta['columnname'], page.meta['columntype'], page.title].join(' ')
