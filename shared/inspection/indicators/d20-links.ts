import type { ObservedFinding } from '#shared/contract/finding'
import type { LinkResult, LinkVerdict, VisitRecord } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { linkThresholds } from '#shared/inspection/judge/gathering-thresholds'
import type { VisitOutcome } from '#shared/inspection/fetch/visit'

type Fault = Exclude<LinkVerdict, 'ok' | 'failed-here'>

const names: Readonly<Record<Fault, string>> = {
  dead: '链接打不开',
  'soft-404': '链接内容不存在，却返回正常页面',
  danger: '链接指向不安全的地址',
  uncertain: '链接暂时无法确认，请复核',
}

const reasons: Readonly<Partial<Record<VisitOutcome, string>>> = {
  timeout: '超时',
  refused: '拒绝连接',
  unreachable: '网络不可达',
  'unknown-host': '域名不存在',
  certificate: '证书无效',
  broken: '连接中断',
  'redirect-loop': '循环跳转',
  'too-many-redirects': '跳转过多',
  'given-up': '该主机多次失败，已停止访问',
  challenged: '要求通过防护验证',
}

/** D20 可用性: each faulty link once, with the pages it stands on. What is not certain is only a hint. */
export const indicator = defineIndicator({
  id: 'D20',
  severity: 'deduct',
  thresholds: linkThresholds,
  evaluate: ({ links, homeVisit }, { homePoints, otherPoints }) =>
    links.flatMap((link) =>
      isFault(link.verdict)
        ? finding(link, link.verdict, link.isOnHome ? homePoints : otherPoints, homeVisit.seenAt)
        : [],
    ),
})

const isFault = (verdict: LinkVerdict): verdict is Fault => verdict !== 'ok' && verdict !== 'failed-here'

function finding(link: LinkResult, verdict: Fault, points: number, runAt: Date): ObservedFinding[] {
  const place = link.isOnHome ? '首页' : '内页'
  const isHint = verdict === 'uncertain'
  const reason = reasonOf(link.visit)
  return [
    {
      indicator: 'D20',
      severity: isHint ? 'hint' : 'deduct',
      url: link.url,
      detail: `${place}${names[verdict]}（${reason}）${isHint ? '' : `，扣 ${points} 分`}`,
      evidence: {
        seenAt: (link.visit?.seenAt ?? runAt).toISOString(),
        verdict,
        foundOn: [...link.foundOn],
        actual: reason,
        ...(link.visit === undefined ? {} : { finalUrl: link.visit.finalUrl, milliseconds: link.visit.milliseconds }),
        ...(link.visit?.status === undefined ? {} : { status: link.visit.status }),
        ...(link.visit?.record === undefined ? {} : { record: link.visit.record }),
      },
    },
  ]
}

function reasonOf(visit: VisitRecord | undefined): string {
  if (visit === undefined) return '列入危险地址'
  if (visit.tls?.fault !== undefined && visit.status === 200) return `安全证书有问题 ${visit.tls.fault}`
  return reasons[visit.outcome] ?? `返回 ${visit.status}`
}
