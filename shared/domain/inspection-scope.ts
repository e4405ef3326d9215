import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { ExcludedSite } from '#shared/contract/platform-run'
import type { Site, SiteState } from '#shared/contract/site'
import type { SiteRequest } from '#shared/contract/site-request'

/** States in which a site answers the public. */
const onNetwork: readonly SiteState[] = ['running', 'temporarily_offline', 'migrating', 'closing']

/** What a run has before it: sites to look at, and those of its scope that are filed as off the network that day. */
export interface RunScope {
  readonly sites: readonly Site[]
  readonly excluded: readonly ExcludedSite[]
}

/**
 * The filed window 临时报备 that a site is in on a day, null where there is none. What is found inside a window would not
 * count; the day after its end the site is looked at again, whether or not its return was reported (domain-rules Part 6).
 */
export function filedWindow(
  site: Site,
  requests: readonly SiteRequest[],
  day: string,
): { until: string | null } | null {
  if (site.state !== 'temporarily_offline') return null
  const windows = requests.filter(
    ({ siteId, action, state }) => siteId === site.id && action === 'temporary_offline' && state === 'approved',
  )
  const present = windows.find(({ from, to }) => from <= day && day <= to)
  if (present) return { until: present.to }
  const isWithoutPapers = windows.length === 0 && (site.offlineUntil === null || day <= site.offlineUntil)
  return isWithoutPapers ? { until: site.offlineUntil } : null
}

/** Which of the sites a plan's run looks at on a day. `chosen` narrows the plan's scope down. */
export function scopeOf(
  { scope }: Pick<InspectionPlan, 'scope'>,
  chosen: readonly string[] | null,
  sites: readonly Site[],
  requests: readonly SiteRequest[],
  day: string,
): RunScope {
  const wanted = chosen ? new Set(chosen) : 'all' in scope ? null : new Set(scope.siteIds)
  const inScope = sites.filter(({ id, state }) => onNetwork.includes(state) && (wanted === null || wanted.has(id)))
  const filed = inScope.map((site) => ({ site, window: filedWindow(site, requests, day) }))
  return {
    sites: filed.flatMap(({ site, window }) => (window ? [] : [site])),
    excluded: filed.flatMap(({ site, window }) => (window ? [{ siteId: site.id, until: window.until }] : [])),
  }
}
