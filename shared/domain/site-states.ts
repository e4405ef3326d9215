import { AppError } from '#shared/contract/app-error'
import type { RegionLevel } from '#shared/contract/region'
import type { Site, SiteState } from '#shared/contract/site'
import type { RequestStep, SiteRequest } from '#shared/contract/site-request'
import { addDays, daysBetween } from './calendar'
import type { Edges } from './state-machine'

export const siteEdges: Edges<
  SiteState,
  'build' | 'open' | 'suspend' | 'resume' | 'migrate' | 'migrated' | 'close' | 'closed'
> = {
  applying: { build: 'building' },
  building: { open: 'running' },
  running: { suspend: 'temporarily_offline', migrate: 'migrating', close: 'closing' },
  temporarily_offline: { resume: 'running' },
  migrating: { migrated: 'migrated' },
  migrated: {},
  closing: { closed: 'closed' },
  closed: {},
}

/** Longest 临时下线 in days, and how often in a year (domain-rules G6). */
export const longestOfflineDays = 30
export const offlinePerYear = 1

/** Levels that have to approve a request, from the site's own up to the province (逐级审核, domain-rules G6). */
export function approvalSteps(level: Site['level']): RequestStep[] {
  const levels: Record<RegionLevel, readonly RegionLevel[]> = {
    county: ['city', 'province'],
    city: ['province'],
    province: ['province'],
  }
  return levels[level].map((step) => ({ level: step, decision: null, by: null, at: null, reason: null }))
}

/** @throws AppError `rule` where the window breaks domain-rules G6 */
export function assertOfflineWindow(from: string, to: string, today: string, earlier: readonly SiteRequest[]): void {
  if (from < today) throw new AppError('rule', '临时下线不能从过去的日期开始', { today })
  const days = daysBetween(from, to) + 1
  if (days < 1 || days > longestOfflineDays)
    throw new AppError('rule', `临时下线须为 1 至 ${longestOfflineDays} 天`, { days })
  const thisYear = earlier.filter(
    (request) =>
      request.action === 'temporary_offline' && request.state !== 'rejected' && request.from > addDays(from, -365),
  )
  if (thisYear.length >= offlinePerYear)
    throw new AppError('rule', '该子站一年内已申请过临时下线，每年不超过一次', {
      requests: thisYear.map((request) => request.id),
    })
}
