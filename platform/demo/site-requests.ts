import type { SiteRequest } from '#shared/contract/site-request'
import { addDays } from '#shared/domain/calendar'
import { approvalSteps } from '#shared/domain/site-states'
import { demoId, instant } from './demo-id'
import { operatorId } from './operators'
import { dayBefore, timeBefore, type DemoSetting } from './setting'
import type { DemoSite } from './sites'

type Decision = 'approve' | 'reject' | null

function requestOf(site: DemoSite, number: number, decision: Decision, setting: DemoSetting): SiteRequest {
  const ago = decision === null ? 1 : 9
  const submitted = timeBefore(setting, ago, 10)
  const by = operatorId('linzhiyuan')
  const at = instant(timeBefore(setting, ago - 1, 9))
  const reason = decision === 'approve' ? '理由充分，同意' : '重要活动期间不宜下线，请另择时间'
  const steps = approvalSteps(site.site.level).map((step) =>
    decision === null ? step : { ...step, decision, by, at, reason },
  )
  const from = dayBefore(setting, decision === null ? -3 : 8)
  return {
    id: demoId('site-request', number, submitted),
    version: 1,
    siteId: site.site.id,
    action: 'temporary_offline',
    reason: '机房搬迁和系统升级，期间不能提供服务',
    from,
    to: site.site.offlineUntil ?? addDays(from, 14),
    state: decision === null ? 'submitted' : decision === 'approve' ? 'approved' : 'rejected',
    submittedBy: operatorId('shenyaqin'),
    submittedAt: instant(submitted),
    steps,
  }
}

/** Requests for 临时下线 of the capital's sites: approved ones of the sites that are offline, one that was rejected and three that wait. */
export function demoSiteRequests(sites: readonly DemoSite[], setting: DemoSetting): SiteRequest[] {
  const offline = sites.filter(({ site }) => site.state === 'temporarily_offline')
  const others = sites.filter(
    ({ site }) => site.state === 'running' && site.regionCode === '680100' && site.type === 'department',
  )
  const waiting = others.slice(0, 3)
  const rejected = others.slice(3, 4)
  const decided: readonly (readonly [DemoSite, Decision])[] = [
    ...offline.map((site) => [site, 'approve'] as const),
    ...rejected.map((site) => [site, 'reject'] as const),
    ...waiting.map((site) => [site, null] as const),
  ]
  return decided.map(([site, decision], number) => requestOf(site, number, decision, setting))
}
