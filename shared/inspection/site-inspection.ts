import type { ObservedFinding } from '#shared/contract/finding'
import type { LinkVerdict, SeenPage } from '#shared/inspection/gather/site-context'
import type { GatheredSite } from '#shared/inspection/gather/gather-site'
import { excerpt } from '#shared/inspection/judge/evidence'
import { baselineOf } from './judge/home-baseline'
import type { HomeBaseline, SiteTarget } from './target'

export interface HomeSummary {
  readonly title: string
  readonly charset: string
  /** SM3 of the body, lower-case hex. */
  readonly bodyHash: string
}

/** A link that is not sound; with verdict `failed-here` it says nothing of the site and is no finding. */
export interface FaultyLink {
  readonly url: string
  readonly verdict: Exclude<LinkVerdict, 'ok'>
}

/** What one run saw of one site. */
export interface SiteInspection {
  readonly target: SiteTarget
  /** Home page address as asked. */
  readonly site: string
  readonly startedAt: string
  readonly finishedAt: string
  /** True where the home page opened as a web page. */
  readonly isReachable: boolean
  /** Time the home page took; 0 where the site was not inspected. */
  readonly milliseconds: number
  readonly home?: HomeSummary
  /** What the home page is recognised by later: put into the target of another day, it shows a page that was replaced. */
  readonly baseline?: HomeBaseline
  /** Home, columns and articles that were judged. */
  readonly pages: number
  /** Links that were looked at. */
  readonly links: number
  readonly faultyLinks: readonly FaultyLink[]
  readonly findings: readonly ObservedFinding[]
  /** Set where our side failed: the site was not inspected, and nothing may be signed for it. */
  readonly failure?: string
}

export type Seen = Omit<SiteInspection, 'target' | 'site' | 'startedAt' | 'finishedAt'>

export function seenOf({ context, linksChecked }: GatheredSite, findings: readonly ObservedFinding[]): Seen {
  const { home, homeVisit, columns, articles, links } = context
  return {
    isReachable: home !== undefined,
    milliseconds: homeVisit.milliseconds,
    ...(home === undefined ? {} : { home: homeSummary(home), baseline: baselineOf(home.page) }),
    pages: (home === undefined ? 0 : 1) + columns.length + articles.length,
    links: linksChecked,
    faultyLinks: links.flatMap(({ url, verdict }) => (verdict === 'ok' ? [] : [{ url, verdict }])),
    findings,
  }
}

/** A site that our side could not look at. */
export const notSeen = (failure: string): Seen => ({
  isReachable: false,
  milliseconds: 0,
  pages: 0,
  links: 0,
  faultyLinks: [],
  findings: [],
  failure,
})

const homeSummary = ({ page, charset, bodyHash }: SeenPage): HomeSummary => ({
  title: excerpt(page.title),
  charset: charset.charset,
  bodyHash,
})
