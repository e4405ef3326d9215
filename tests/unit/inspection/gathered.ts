import type { ObservedFinding } from '#shared/contract/finding'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { Extras } from '#shared/inspection/gather/extras'
import { seePage, withoutBody } from '#shared/inspection/gather/see-page'
import type { LinkResult, PageKind, SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { evaluateIndicators } from '#shared/inspection/indicators'
import { defaultPlan, mergePlan } from '#shared/inspection/plan'
import type { ColumnTarget, SiteTarget } from '#shared/inspection/target'

export const today = '2026-11-23'
export const homeUrl = 'http://www.a.test/'

export const aVisit = (url: string, changes: Partial<Visit> = {}): Visit => ({
  url,
  finalUrl: url,
  redirects: [],
  outcome: 'answered',
  seenAt: new Date('2026-11-23T02:00:00.000Z'),
  milliseconds: 120,
  status: 200,
  contentType: 'text/html; charset=utf-8',
  isTruncated: false,
  ...changes,
})

export function aPage(kind: PageKind, url: string, html: string, changes: Partial<Visit> = {}): SeenPage {
  const seen = seePage(aVisit(url, { body: Buffer.from(html), ...changes }), today)
  if (seen === undefined) throw new Error(`not a web page: ${url}`)
  return { ...seen, kind }
}

/** A column page with dated rows; without any it is blank. */
export const aColumn = (
  name: string,
  days: readonly string[],
  { type = '', column }: { readonly type?: string; readonly column?: ColumnTarget } = {},
): SeenPage => {
  const rows = days.map(
    (day, at) => `<li><a href="/articles/${name}${at}.html">${name}第${at}条消息</a><span>${day}</span></li>`,
  )
  const html = `<meta name="ColumnName" content="${name}"><meta name="ColumnType" content="${type}"><main><h1>${name}</h1><ul>${rows.join('')}</ul></main>`
  const seen = aPage('column', `${homeUrl}columns/${encodeURIComponent(name)}/`, html)
  return { ...seen, ...(column === undefined ? {} : { column }) }
}

export interface Gathered {
  readonly home?: string
  readonly homeVisit?: Partial<Visit>
  readonly columns?: readonly SeenPage[]
  readonly articles?: readonly SeenPage[]
  readonly links?: readonly LinkResult[]
  readonly extras?: Partial<Extras>
  readonly target?: Partial<SiteTarget>
  readonly plan?: unknown
}

export function contextOf(gathered: Gathered): SiteContext {
  const home = gathered.home === undefined ? undefined : aPage('home', homeUrl, gathered.home, gathered.homeVisit)
  return {
    target: { url: homeUrl, ...gathered.target },
    plan: gathered.plan === undefined ? defaultPlan : mergePlan(gathered.plan),
    today,
    homeVisit: home?.visit ?? withoutBody(aVisit(homeUrl, gathered.homeVisit)),
    home,
    columns: gathered.columns ?? [],
    articles: gathered.articles ?? [],
    links: gathered.links ?? [],
    extras: { ...nothingMore, ...gathered.extras },
  }
}

/** What indicators make of a site where nothing further could be found out. */
const nothingMore: Extras = {
  guides: [],
  guideFiles: [],
  messages: [],
  ipv6: 'unknown',
  search: { entry: 'other', tries: [] },
}

/** A home page with the menu of a portal, so many links that it can be judged by what it lacks. */
export const portalHome = (...columns: readonly string[]): string => {
  const others = Array.from({ length: 20 }, (_, at) => `专题${at}`)
  const menu = [...columns, ...others].map((name) => `<li><a href="/columns/${name}/">${name}</a></li>`)
  return `<title>青石县人民政府</title><nav><ul>${menu.join('')}</ul></nav>`
}

/** Findings under one indicator id, as the whole engine reports them. */
export const findingsOf = (id: string, gathered: Gathered): ObservedFinding[] =>
  evaluateIndicators(contextOf(gathered)).filter(({ indicator }) => indicator === id)

export const detailsOf = (id: string, gathered: Gathered): string[] =>
  findingsOf(id, gathered).map(({ detail }) => detail)
