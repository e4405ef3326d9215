import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { Report, ReportBlock } from '#shared/contract/report'
import { dayOf } from '#shared/domain/calendar'
import { workOf } from '#shared/domain/rectification'
import { facts, heading, numbered, paragraph, text } from './blocks'
import type { ReportNames } from './report-names'
import { dateWords, minuteOf, orderSourceWords, orderStateWords, severityWords } from './words'

/** One order on paper 整改通知单: what the unit has to mend by when, and underneath what was done so far. */
export function orderNotice(order: RectificationOrder, findings: readonly Finding[], names: ReportNames): Report {
  const { name, code } = names.site(order.siteId)
  return {
    title: '政府网站问题整改通知单',
    subtitle: `${name}${code === '' ? '' : `（${code}）`}`,
    to: names.unit(order.unitId),
    blocks: [
      paragraph(order.requirement),
      facts([
        ['整改时限', dateWords(order.dueOn)],
        ['问题来源', orderSourceWords[workOf(order).source]],
        ['当前状态', orderStateWords[order.state]],
        ['责任人', workOf(order).responsible || '（待签收时确定）'],
      ]),
      heading('一、需整改的问题'),
      problems(findings, names),
      heading('二、办理记录'),
      history(order, names),
    ],
    issued: { by: names.operator(order.issuedBy), on: dayOf(order.issuedAt) },
    copies: null,
    landscape: false,
  }
}

const problems = (findings: readonly Finding[], names: ReportNames): ReportBlock =>
  numbered(
    '需整改的问题',
    [text('指标', 16), text('问题', 26), text('网址', 28), text('类别', 10), text('发现时间', 14)],
    findings.map(({ indicator, detail, url, severity, evidence }) => [
      names.indicator(indicator),
      detail,
      url,
      severityWords[severity],
      minuteOf(evidence.seenAt),
    ]),
    '没有问题。',
  )

const history = ({ notes }: RectificationOrder, names: ReportNames): ReportBlock =>
  numbered(
    '办理记录',
    [text('时间', 16), text('办理人', 14), text('内容', 60)],
    notes.map(({ at, by, text: what }) => [minuteOf(at), by === null ? '平台自动' : names.operator(by), what]),
    '尚未办理。',
  )
