import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { hostFamily, isBelow } from '#shared/inspection/page/host-family'
import type { PageLink } from '#shared/inspection/page/page'

export interface ForeignLink {
  readonly link: PageLink
  readonly seen: SeenPage
}

/** Above this share of hidden links a page hides itself as a whole, or an element was left open by mistake. */
const mostHidden = 0.5

const isText = (value: unknown): value is string => typeof value === 'string'

/** Hosts that government pages may lead to and load from, as the plan lists them under G14. */
export function trustedHosts(plan: InspectionPlan): readonly string[] {
  const trusted = plan.indicators['G14']?.thresholds['trusted']
  return Array.isArray(trusted) ? trusted.filter(isText) : []
}

/** True for a host of another owner that the plan does not name as trustworthy. */
export function isForeign(url: string, siteUrl: string, trusted: readonly string[]): boolean {
  const { hostname } = new URL(url)
  return hostFamily(hostname) !== hostFamily(new URL(siteUrl).hostname) && !isBelow(hostname, trusted)
}

/** Links of home and column pages to hosts of others, each address once. */
export function foreignLinks({ home, columns, plan }: SiteContext): ForeignLink[] {
  if (home === undefined) return []
  const trusted = trustedHosts(plan)
  const found = new Map<string, ForeignLink>()
  for (const seen of [home, ...columns])
    for (const link of seen.page.links.filter(({ kind }) => kind === 'link'))
      if (!found.has(link.url) && isForeign(link.url, home.visit.finalUrl, trusted)) found.set(link.url, { link, seen })
  return [...found.values()]
}

/** Foreign links that no reader sees. Nothing where a page hides most of itself. */
export const hiddenForeignLinks = (context: SiteContext): ForeignLink[] =>
  foreignLinks(context).filter(({ link, seen }) => link.hidden !== undefined && !hidesItself(seen))

function hidesItself({ page }: SeenPage): boolean {
  const hidden = page.links.filter((link) => link.hidden === 'undisplayed').length
  return hidden > 20 && hidden > page.links.length * mostHidden
}
