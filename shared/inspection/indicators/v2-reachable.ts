import type { ObservedFinding } from '#shared/contract/finding'
import { isSuccess, type VisitOutcome } from '#shared/inspection/fetch/visit'
import type { SiteContext, VisitRecord } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import {
  availabilityFindings,
  availabilityThresholds,
  daysBefore,
  type AvailabilityThresholds,
} from '#shared/inspection/availability'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const facts: Readonly<Partial<Record<VisitOutcome, string>>> = {
  timeout: '在规定时间内没有打开',
  refused: '拒绝连接',
  unreachable: '网络不可达',
  'unknown-host': '域名无法解析',
  certificate: '安全证书未通过验证',
  'redirect-loop': '循环跳转',
  'too-many-redirects': '跳转次数过多',
  broken: '连接被中断',
  'given-up': '多次连接失败',
  challenged: '要求先通过防护系统的验证',
}

/** Answers that may be meant for us rather than for the public, as a 304 to a question without a condition. */
const refusals = new Set([304, 401, 403, 405, 406, 412, 429, 521])

/** V2 站点无法访问: the visit of this run, and the share of failures in the week before where the site was probed. */
export const indicator = defineIndicator({
  id: 'V2',
  severity: 'veto',
  // A plan that was stored before there were probes has the seconds only.
  thresholds: Type.Composite([
    Type.Pick(availabilityThresholds, ['seconds']),
    Type.Partial(Type.Omit(availabilityThresholds, ['seconds'])),
  ]),
  evaluate: (context, thresholds) => [
    ...thisVisit(context, thresholds.seconds),
    ...(Value.Check(availabilityThresholds, thresholds) ? weekBefore(context, thresholds) : []),
  ],
})

function thisVisit(context: SiteContext, seconds: number): ObservedFinding[] {
  const fault = faultOf(context, seconds)
  if (fault !== undefined) return [finding(context.homeVisit, fault, seconds)]
  const warning = warningOf(context.homeVisit.tls?.fault)
  return warning === undefined ? [] : [warningFinding(context.homeVisit, warning)]
}

/** The whole days before today; a day that is still going on says nothing yet. */
function weekBefore({ target, today, homeVisit }: SiteContext, limits: AvailabilityThresholds): ObservedFinding[] {
  const days = daysBefore(target.probed ?? [], today, limits.days)
  return availabilityFindings(homeVisit.url, days, limits, homeVisit.seenAt.toISOString())
}

function faultOf({ homeVisit, home }: SiteContext, seconds: number): string | undefined {
  if (homeVisit.outcome !== 'answered') return facts[homeVisit.outcome] ?? '打不开'
  if (!isSuccess(homeVisit)) return `服务器返回 ${homeVisit.status}`
  if (homeVisit.milliseconds >= seconds * 1000) return `打开用时 ${(homeVisit.milliseconds / 1000).toFixed(1)} 秒`
  return home === undefined ? `返回的不是网页（${homeVisit.contentType ?? '未注明类型'}）` : undefined
}

const warnings: readonly (readonly [pattern: RegExp, fact: string])[] = [
  [/EXPIRED/, '安全证书已过期'],
  [/NOT_YET_VALID/, '安全证书尚未生效'],
  [/REVOKED/, '安全证书已被吊销'],
  [/ALTNAME/, '安全证书与域名不符'],
  [/SELF_SIGNED/, '安全证书为自签名'],
  [/OLD_PROTOCOL/, '只支持已停用的加密协议（TLS 1.1 及以下）'],
]

/** What a browser warns of before it shows the page. */
const warningOf = (fault: string | undefined): string | undefined =>
  fault === undefined
    ? undefined
    : (warnings.find(([pattern]) => pattern.test(fault))?.[1] ?? '安全证书的签发机构未被识别，请人工确认')

const warningFinding = (visit: VisitRecord, fact: string): ObservedFinding => ({
  indicator: 'V2',
  severity: 'hint',
  url: visit.url,
  detail: `首页可以打开，但浏览器会提示不安全：${fact}`,
  evidence: { ...evidenceOfVisit(visit), actual: fact },
})

function finding(visit: VisitRecord, fault: string, seconds: number): ObservedFinding {
  const isDoubtful =
    ['certificate', 'challenged'].includes(visit.outcome) ||
    (visit.outcome === 'answered' && refusals.has(visit.status ?? 0))
  return {
    indicator: 'V2',
    severity: isDoubtful ? 'hint' : 'veto',
    url: visit.url,
    detail: isDoubtful ? `首页${fault}，可能只针对巡查程序，请人工确认` : `首页无法访问：${fault}`,
    evidence: { ...evidenceOfVisit(visit), expected: `${seconds} 秒内打开首页`, actual: fault },
  }
}
