import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReportCell } from '#shared/contract/report'
import { isOverdue, lateWorkingDays, overStates, supervisionLevel, supervisionWords } from '#shared/domain/supervision'
import { workOf } from '#shared/domain/rectification'
import { grave, heading, number, numbered, paragraph, text } from '#core/reports/blocks'
import { counted, groupedBy, holds, orderFigures } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'
import { minuteOf, orderSourceWords, orderStateWords, severityWords } from '#core/reports/words'

const columns = [
  text('编号', 11),
  text('来源', 7),
  text('子站（标识码）', 16),
  text('栏目', 9),
  text('网址', 18),
  text('问题', 20),
  text('指标条款', 12),
  text('严重度', 7),
  text('发现时间、发现人', 12),
  text('快照（SM3 前 16 位）', 10),
  text('责任单位', 12),
  text('责任人', 7),
  text('督办人', 9),
  text('整改要求', 16),
  text('整改时限', 9),
  text('整改措施', 16),
  text('完成时间', 11),
  text('佐证', 14),
  text('复核人、时间、结果', 16),
  text('状态', 8),
  number('逾期工作日', 7),
  text('问责', 10),
]

/** 整改台账: one line for each finding that holds, whether an order stands on it or not. */
export const kind: ReportKind = {
  title: '政府网站问题整改台账',
  about: '每个属实问题一行：发现、责任、要求、时限、措施、佐证、复核、销号与问责',
  length: 'quarter',
  order: 40,
  build(source) {
    const orders = new Map(source.orders.map((order) => [order.id, order]))
    const lines = source.findings
      .filter(holds)
      .map((finding) => ({ finding, order: finding.orderId === null ? undefined : orders.get(finding.orderId) }))
    const figures = orderFigures(source)
    return {
      title: this.title,
      subtitle: source.period.label,
      to: null,
      blocks: [
        heading('一、总体情况'),
        paragraph(
          `属实问题 ${lines.length} 个，开具整改单 ${figures.issued} 张，已销号 ${figures.closed} 张，逾期未整改 ${figures.overdue} 张。`,
        ),
        ofUnits(source, lines),
        heading('二、逐项台账'),
        numbered(
          '整改台账',
          columns,
          lines.map((each) => line(source, each)),
          '本期没有属实的问题。',
        ),
      ],
      issued: null,
      copies: null,
      landscape: true,
    }
  },
}

interface Line {
  readonly finding: Finding
  readonly order: RectificationOrder | undefined
}

/** The ledger in groups: how much each unit has to mend, and how far it is. */
function ofUnits({ sites, names, today }: ReportSource, lines: readonly Line[]) {
  const unitOf = ({ finding }: Line) => sites.get(finding.siteId)?.unitId ?? ''
  const groups = groupedBy(lines, unitOf)
  const rows = counted(lines, unitOf).map(([unitId, count]) => {
    const own = groups.get(unitId) ?? []
    const done = own.filter(({ order }) => order?.state === 'closed').length
    const late = own.filter(({ order }) => order && isOverdue(order, today)).length
    return [names.unit(unitId), count, own.filter(({ order }) => !order).length, done, late]
  })
  const heads = [
    text('责任单位', 30),
    number('问题', 10),
    number('待开单', 10),
    number('已销号', 10),
    number('逾期', 10),
  ]
  return numbered('按责任单位', heads, rows, '本期没有属实的问题。')
}

function line(source: ReportSource, { finding, order }: Line): ReportCell[] {
  const { names, sites, finders } = source
  const site = sites.get(finding.siteId)
  const { name, code } = names.site(finding.siteId)
  const { evidence, severity } = finding
  const finder = finders.get(finding.runId)
  return [
    `${finding.day.replaceAll('-', '')}-${finding.id.slice(-6)}`,
    orderSourceWords[order ? workOf(order).source : 'daily'],
    code === '' ? name : `${name}（${code}）`,
    source.columnAt(finding.siteId, evidence.foundOn?.[0] ?? finding.url),
    finding.url,
    finding.detail,
    names.indicator(finding.indicator),
    severity === 'veto' ? grave(severityWords.veto) : severityWords[severity],
    `${minuteOf(evidence.seenAt)}${finder === undefined ? '' : `，${names.operator(finder)}`}`,
    (evidence.record ?? evidence.bodyHash ?? finding.hash).slice(0, 16),
    site ? names.unit(site.unitId) : '',
    (order && workOf(order).responsible) || (site?.responsible ?? ''),
    order ? supervisorOf(source, order, site?.keeper ?? '') : (site?.keeper ?? ''),
    ...ofOrder(source, order),
  ]
}

/** Whoever took it under supervision, else the keeper of the site; with the level it has come to. */
function supervisorOf({ names, today }: ReportSource, order: RectificationOrder, keeper: string): string {
  const { supervisorId } = workOf(order)
  const isOver = overStates.some((state) => state === order.state)
  const words = supervisionWords(isOver ? workOf(order).level : supervisionLevel(order, today))
  const name = supervisorId === null ? keeper : names.operator(supervisorId)
  return words === '' ? name : `${name}（${words}）`
}

/** 整改要求 to 问责. */
function ofOrder(source: ReportSource, order: RectificationOrder | undefined): ReportCell[] {
  if (!order) return ['', '', '', '', '', '', '待开整改单', 0, '']
  const { measures, rectifiedAt, proof, accountability } = workOf(order)
  return [
    order.requirement,
    order.dueOn,
    measures,
    rectifiedAt === null ? '' : minuteOf(rectifiedAt),
    proof.join('；'),
    verdictOf(source, order),
    isOverdue(order, source.today) ? grave(`逾期（${orderStateWords[order.state]}）`) : orderStateWords[order.state],
    lateWorkingDays(order, source.today),
    accountability,
  ]
}

/** Who looked again last, when, and what it said. */
function verdictOf({ names }: ReportSource, { notes }: RectificationOrder): string {
  const last = notes.findLast(({ deed }) => deed === 'verify' || deed === 'fail')
  if (!last) return ''
  return `${last.by === null ? '平台自动复核' : names.operator(last.by)}，${minuteOf(last.at)}，${last.text}`
}
