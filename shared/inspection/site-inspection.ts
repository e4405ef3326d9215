import type { ObservedFinding } from '#shared/contract/finding'
import type { LinkResult, PageKind, SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import type { SiteTarget } from './target'

export interface PageSummary {
  readonly url: string
  readonly kind: PageKind
  readonly title: string
  readonly status: number | undefined
  readonly milliseconds: number
  readonly charset: string
  /** SM3 of the body, lower-case hex. */
  readonly bodyHash: string
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
  readonly pages: readonly PageSummary[]
  /** Every link checked; those with verdict `failed-here` say nothing of the site and are no findings. */
  readonly links: readonly LinkResult[]
  readonly findings: readonly ObservedFinding[]
  /** Set where our side failed: the site was not inspected, and nothing may be signed for it. */
  readonly failure?: string
}

export function inspectionOf(context: SiteContext, findings: readonly ObservedFinding[]) {
  const pages = [...(context.home === undefined ? [] : [context.home]), ...context.columns, ...context.articles]
  return {
    isReachable: context.home !== undefined,
    milliseconds: context.homeVisit.milliseconds,
    pages: pages.map(pageSummary),
    links: context.links,
    findings,
  }
}

const pageSummary = ({ visit, kind, page, charset, bodyHash }: SeenPage): PageSummary => ({
  url: visit.url,
  kind,
  title: page.title,
  status: visit.status,
  milliseconds: visit.milliseconds,
  charset: charset.charset,
  bodyHash,
})
