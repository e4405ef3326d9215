import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Day } from '#shared/contract/primitives'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import { isSuccess, type Visit } from '#shared/inspection/fetch/visit'
import { dayOf } from '#shared/domain/calendar'
import type { PageReading } from '#shared/inspection/read/page-reading'
import type { Frontier } from '#shared/inspection/run/frontier'
import type { SiteTarget } from '#shared/inspection/target'
import { classifyPages, pageKey, registeredColumns } from './classify-pages'
import { gatherExtras } from './gather-extras'
import { gatherLinks } from './gather-links'
import type { LinkChecker } from './link-checker'
import { withoutBody } from './see-page'
import type { SeenPage, SiteContext, VisitRecord } from './site-context'

export interface GatherDeps {
  /** The site's pages, remembered. */
  readonly fetcher: PageSource
  /** The same without a memory, for pages that are read for their links only. */
  readonly network: PageSource
  readonly reading: PageReading
  readonly frontier: Frontier
  readonly links: LinkChecker
  readonly now: () => Date
  /** Seconds beyond which a page is read again, since the slowness may have been ours. */
  readonly slowSeconds: number
  readonly onStep: (stage: 'home' | 'pages' | 'links', done: number, total: number) => void
}

export interface GatheredSite {
  readonly context: SiteContext
  readonly linksChecked: number
}

/** Pages one level below home that are kept in memory while the site is judged; what lies beyond is read for its links. */
const mostPagesKept = 400

/**
 * Reads what the indicators need of one site: home, the pages one level below, sample articles, links.
 * Throws `unavailable` where our own network failed: such a site was not inspected, whatever the reason.
 */
export async function gatherSite(target: SiteTarget, plan: InspectionPlan, deps: GatherDeps): Promise<GatheredSite> {
  const today = dayOf(deps.now().getTime())
  deps.onStep('home', 0, 1)
  const { visit, seen } = await openHome(target.url, today, deps)
  if (await deps.fetcher.mayBeOurFault(visit)) throw failedHere(target.url, visit)
  const base = { target, plan, today, homeVisit: withoutBody(visit) }
  deps.onStep('home', 1, 1)
  if (seen === undefined)
    return { context: { ...base, home: undefined, columns: [], articles: [], links: [] }, linksChecked: 0 }
  const home: SeenPage = { ...seen, kind: 'home' }
  await deps.links.judgeVisited(visit, home.page.title)
  if (plan.depth === 0) {
    const samples = await readSamples(home, [], plan, deps)
    return { context: { ...base, home, columns: [], articles: samples, links: [] }, linksChecked: 0 }
  }
  return await gatherBelow(home, base, deps)
}

async function gatherBelow(
  home: SeenPage,
  base: Pick<SiteContext, 'target' | 'plan' | 'today' | 'homeVisit'>,
  deps: GatherDeps,
): Promise<GatheredSite> {
  const { target, plan, today } = base
  deps.frontier.add({ ...harvestOf(home.visit, home), level: 0, chain: 0 })
  const pages = await readLevelOne(target, home, plan, deps)
  const samples = await readSamples(home, pages, plan, deps)
  const all = [...pages, ...samples]
  const read = (urls: readonly string[]): Promise<SeenPage[]> => readPages(urls, home, deps, { plan, level: 2 })
  const extras = await gatherExtras({ home, pages: all, plan, today }, { ...deps, read })
  const { faulty, checked } = await gatherLinks(home, pages.length, plan, deps)
  const kinds = { columns: ofKind(all, 'column'), articles: ofKind(all, 'article') }
  return { context: { ...base, home, ...kinds, links: faulty, extras }, linksChecked: checked }
}

const harvestOf = ({ url, finalUrl }: VisitRecord, seen: SeenPage | undefined) => ({
  url,
  place: finalUrl,
  links: seen?.page.links.map((link) => link.url) ?? [],
})

const ofKind = (pages: readonly SeenPage[], kind: SeenPage['kind']): SeenPage[] =>
  pages.filter((page) => page.kind === kind)

const failedHere = (url: string, visit: Visit): AppError =>
  new AppError('unavailable', `本机网络不可用，未能巡查 ${url}；请检查网络连接或域名解析后重试`, {
    url,
    reason: visit.reason,
  })

/** A fault or a slow answer counts only when a second visit shows it too; the better of the two is kept. */
async function visitHome(url: string, deps: GatherDeps): Promise<Visit> {
  const first = await deps.fetcher.page(url)
  if (isSuccess(first) && !isSlow(first, deps)) return first
  return better(first, await deps.fetcher.page(url))
}

interface Opened {
  readonly visit: Visit
  /** Undefined where no web page came. */
  readonly seen: SeenPage | undefined
}

/** Many home pages only send the browser on; what a visitor then sees is the home page. */
async function openHome(url: string, today: Day, deps: GatherDeps): Promise<Opened> {
  const visit = await visitHome(url, deps)
  const seen = await deps.reading.see(visit, today)
  const next = seen?.page.refreshTo
  if (next === undefined || next === visit.finalUrl) return { visit, seen }
  const onward = await deps.fetcher.page(next)
  const redirects = [...visit.redirects, next, ...onward.redirects]
  const whole = { ...onward, url: visit.url, redirects, milliseconds: visit.milliseconds + onward.milliseconds }
  return { visit: whole, seen: await deps.reading.see(whole, today) }
}

async function visitPage(url: string, deps: GatherDeps): Promise<Visit> {
  const first = await deps.fetcher.page(url)
  if (!isSuccess(first) || !isSlow(first, deps)) return first
  return better(first, await deps.fetcher.page(url))
}

const isSlow = (visit: Visit, deps: GatherDeps): boolean => visit.milliseconds > deps.slowSeconds * 1000

function better(first: Visit, second: Visit): Visit {
  if (isSuccess(first) !== isSuccess(second)) return isSuccess(first) ? first : second
  return isSuccess(first) && first.milliseconds < second.milliseconds ? first : second
}

async function readLevelOne(
  target: SiteTarget,
  home: SeenPage,
  plan: InspectionPlan,
  deps: GatherDeps,
): Promise<SeenPage[]> {
  const registered = registeredColumns(target, home.visit.finalUrl)
  const linked = home.page.links.filter(({ kind }) => kind !== 'image').map(({ url }) => url)
  const most = Math.min(plan.limits.pagesPerSite, mostPagesKept)
  const urls = distinctOnSite([...registered.keys(), ...linked], home).slice(0, most)
  return classifyPages(home, await readPages(urls, home, deps, { plan, level: 1 }), registered)
}

/** Addresses on the home page's own host, each once, the home page itself excepted. */
function distinctOnSite(urls: readonly string[], home: SeenPage): string[] {
  const seen = new Set([pageKey(home.visit.url), pageKey(home.visit.finalUrl)])
  const hosts = new Set([new URL(home.visit.url).host, new URL(home.visit.finalUrl).host])
  return urls.filter((url) => {
    const key = pageKey(url)
    if (!hosts.has(new URL(url).host) || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Reads pages whole; those above the plan's depth bring in their links, in the order of the addresses. */
async function readPages(
  urls: readonly string[],
  home: SeenPage,
  deps: GatherDeps,
  { plan, level }: { readonly plan: InspectionPlan; readonly level: number },
): Promise<SeenPage[]> {
  let done = 0
  const read = await Promise.all(
    urls.map(async (url) => {
      const visit = await visitPage(url, deps)
      // Parsed as it comes: the judgement may have to wait for an answer that is queued behind all pages.
      const seen = isOnSite(visit, home) ? await deps.reading.see(visit, dayOf(visit.seenAt.getTime())) : undefined
      await deps.links.judgeVisited(visit, seen?.page.title)
      deps.onStep('pages', ++done, urls.length)
      return { visit: withoutBody(visit), seen }
    }),
  )
  if (level < plan.depth)
    for (const { visit, seen } of read) deps.frontier.add({ ...harvestOf(visit, seen), level, chain: 0 })
  return read.flatMap(({ seen }) => seen ?? [])
}

const isOnSite = (visit: Visit, home: SeenPage): boolean =>
  [home.visit.url, home.visit.finalUrl].some((url) => new URL(url).host === new URL(visit.finalUrl).host)

/** Articles that column lists lead to, as many as are still missing to the plan's number of samples. */
async function readSamples(
  home: SeenPage,
  pages: readonly SeenPage[],
  plan: InspectionPlan,
  deps: GatherDeps,
): Promise<SeenPage[]> {
  const missing = plan.limits.articleSamples - ofKind(pages, 'article').length
  if (missing <= 0) return []
  const known = new Set(pages.map(({ visit }) => visit.url))
  const listed = ofKind(pages, 'column').flatMap(({ page }) => page.items.filter(({ date }) => date !== undefined))
  const urls = distinctOnSite(
    listed.map(({ url }) => url),
    home,
  ).filter((url) => !known.has(url))
  const samples = await readPages(urls.slice(0, missing), home, deps, { plan, level: 2 })
  return samples.map((sample) => ({ ...sample, kind: 'article' }))
}
