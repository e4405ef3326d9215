import type { ObservedFinding } from '#shared/contract/finding'
import { isSuccess, type VisitOutcome } from '#shared/inspection/fetch/visit'
import type { SiteContext, VisitRecord } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

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
}

/** Answers that may be meant for us rather than for the public, like a certificate that only we do not know. */
const refusals = new Set([401, 403, 405, 406, 412, 429, 521])

/** V2 站点无法访问, the single visit: the weekly share of failures needs probes over time. */
export const indicator = defineIndicator({
  id: 'V2',
  severity: 'veto',
  thresholds: Type.Object({ seconds: Type.Number({ exclusiveMinimum: 0 }) }),
  evaluate: (context, { seconds }) => {
    const fault = faultOf(context, seconds)
    return fault === undefined ? [] : [finding(context.homeVisit, fault, seconds)]
  },
})

function faultOf({ homeVisit, home }: SiteContext, seconds: number): string | undefined {
  if (homeVisit.outcome !== 'answered') return facts[homeVisit.outcome] ?? '打不开'
  if (!isSuccess(homeVisit)) return `服务器返回 ${homeVisit.status}`
  if (homeVisit.milliseconds >= seconds * 1000) return `打开用时 ${(homeVisit.milliseconds / 1000).toFixed(1)} 秒`
  return home === undefined ? `返回的不是网页（${homeVisit.contentType ?? '未注明类型'}）` : undefined
}

function finding(visit: VisitRecord, fault: string, seconds: number): ObservedFinding {
  const isDoubtful =
    visit.outcome === 'certificate' || (visit.outcome === 'answered' && refusals.has(visit.status ?? 0))
  return {
    indicator: 'V2',
    severity: isDoubtful ? 'hint' : 'veto',
    url: visit.url,
    detail: isDoubtful ? `首页${fault}，可能只针对巡查程序，请人工确认` : `首页无法访问：${fault}`,
    evidence: { ...evidenceOfVisit(visit), expected: `${seconds} 秒内打开首页`, actual: fault },
  }
}
