import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReportCell } from '#shared/contract/report'
import { dayOf, daysBetween } from '#shared/domain/calendar'
import { grave, numbered, text, number } from '#core/reports/blocks'
import { holds, isOverdue } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'
import { minuteOf, severityWords } from '#core/reports/words'

const columns = [
  text('编号', 11),
  text('来源', 6),
  text('子站', 14),
  text('标识码', 9),
  text('网址', 18),
  text('指标条款', 12),
  text('严重度', 7),
  text('问题', 20),
  text('发现时间', 11),
  text('确认人', 7),
  text('证据（SM3 前 16 位）', 10),
  text('责任单位', 12),
  text('责任人', 7),
  text('督办人', 7),
  text('整改要求', 16),
  text('整改时限', 8),
  text('整改措施', 16),
  text('完成时间', 11),
  text('复核人', 7),
  text('复核时间', 11),
  text('状态', 7),
  number('逾期天数', 6),
]

const stateWords = { issued: '整改中', rectified: '待复核', verified: '已复核', closed: '已销号' } as const

/** 整改台账: one line for each finding that holds, whether an order stands on it or not. */
export const kind: ReportKind = {
  title: '政府网站问题整改台账',
  about: '每个属实问题一行：发现、责任、要求、时限、措施、复核与销号',
  length: 'quarter',
  order: 40,
  build(source) {
    const orders = new Map(source.orders.map((order) => [order.id, order]))
    const rows = source.findings
      .filter(holds)
      .map((finding) => line(source, finding, finding.orderId === null ? undefined : orders.get(finding.orderId)))
    return {
      title: this.title,
      subtitle: source.period.label,
      to: null,
      blocks: [numbered('整改台账', columns, rows, '本期没有属实的问题。')],
      issued: null,
      copies: null,
      landscape: true,
    }
  },
}

function line(source: ReportSource, finding: Finding, order: RectificationOrder | undefined): ReportCell[] {
  const { names, today } = source
  const site = source.sites.get(finding.siteId)
  return [
    `${finding.day.replaceAll('-', '')}-${finding.id.slice(-6)}`,
    '日巡查',
    names.site(finding.siteId).name,
    names.site(finding.siteId).code,
    finding.url,
    names.indicator(finding.indicator),
    finding.severity === 'veto' ? grave(severityWords.veto) : severityWords[finding.severity],
    finding.detail,
    minuteOf(finding.evidence.seenAt),
    finding.disposition ? names.operator(finding.disposition.by) : '',
    (finding.evidence.bodyHash ?? finding.hash).slice(0, 16),
    site ? names.unit(site.unitId) : '',
    site?.responsible ?? '',
    site?.keeper ?? '',
    ...ofOrder(source, order),
    order && isOverdue(order, today) ? daysBetween(order.dueOn, today) : 0,
  ]
}

/** 整改要求 to 状态. */
function ofOrder({ names, today }: ReportSource, order: RectificationOrder | undefined): ReportCell[] {
  if (!order) return ['', '', '', '', '', '', '待开整改单']
  const [done] = order.notes
  const checked = order.notes.length > 1 && order.state !== 'issued' ? order.notes.at(-1) : undefined
  return [
    order.requirement,
    order.dueOn,
    done?.text ?? '',
    done ? minuteOf(done.at) : '',
    checked ? names.operator(checked.by) : '',
    checked ? minuteOf(checked.at) : '',
    isOverdue(order, today) ? grave('逾期') : stateOf(order),
  ]
}

const stateOf = ({ state, closedAt }: RectificationOrder) =>
  closedAt ? `${stateWords[state]}（${dayOf(closedAt)}）` : stateWords[state]
