import type { SealedDocument } from '#shared/contract/sealed-document'
import { dailyLogParts, type DailyLogParts } from './daily-log-parts'
import { latestResults, results } from './daily-log-results'
import { dailyLogStyle } from './daily-log-style'
import { html, Html } from './html'
import type { ReportNames, Section } from './report-names'
import { sealBlock } from './seal-block'
import { dateWords, findingStateWords, minuteOf, severityWords, weekdayWords } from './words'

const row = (name: string, value: string | Html): Html =>
  html`<tr>
    <th>${name}</th>
    <td>${value}</td>
  </tr>`

const people = (ids: readonly string[], names: ReportNames) => ids.map((id) => names.operator(id)).join('、') || '无'

const summary: Section = ({ header, figures, runs }, names) => {
  const results = [...latestResults(runs).values()]
  const reached = results.filter((result) => result.reachable).length
  const unseen = figures.unseen > 0 ? `；因本机网络原因未能巡查 ${figures.unseen} 个` : ''
  const handed = header.reviewedBy
    ? `${names.operator(header.reviewedBy)}${header.reviewedAt ? `，${minuteOf(header.reviewedAt)}` : ''}`
    : '未提交'
  return html`<table class="facts">
    <tbody>
      ${row('巡查日期', `${dateWords(header.day)}（${weekdayWords(header.day)}）`)}
      ${row('巡查人员', people(header.inspectors, names))}
      ${row('巡查范围', `${figures.sites} 个子站，${figures.runs} 个批次；可访问 ${reached} 个${unseen}`)}
      ${row('问题情况', `发现问题 ${figures.findings} 个，属实 ${figures.confirmed} 个，开具整改单 ${figures.orders} 张`)}
      ${row('提交人员', handed)} ${row('巡查说明', header.remark || '无')}
    </tbody>
  </table>`
}

type LoggedFinding = DailyLogParts['findings'][number]

function findingRow(finding: LoggedFinding, index: number, names: ReportNames): Html {
  const { disposition } = finding
  const severity = severityWords[finding.severity]
  const title = names.indicator?.(finding.indicator)
  return html`<tr>
    <td class="number">${index + 1}</td>
    <td>${names.site(finding.siteId).name}</td>
    <td>
      ${finding.indicator}${title ? ` ${title}` : ''}<br />${finding.severity === 'veto' ? html`<span class="grave">${severity}</span>` : severity}
    </td>
    <td>${finding.detail}<br /><span class="url">${finding.url}</span></td>
    <td>
      ${findingStateWords[finding.state]}${disposition ? html`<br />${disposition.reason}（${names.operator(disposition.by)}，${minuteOf(disposition.at)}）` : ''}
    </td>
  </tr>`
}

const findings: Section = ({ figures, findings: all }, names) => {
  const zero = html`<p class="statement">
    <b>零报告</b>：当日对 ${figures.sites} 个子站进行了巡查，未发现属实的问题。
  </p>`
  const table = html`<table>
    <thead>
      <tr>
        <th style="width:11mm">序号</th>
        <th style="width:34mm">子站</th>
        <th style="width:26mm">指标</th>
        <th>问题与网址</th>
        <th style="width:42mm">处置</th>
      </tr>
    </thead>
    <tbody>
      ${all.map((finding, index) => findingRow(finding, index, names))}
    </tbody>
  </table>`
  return html`${figures.zeroReport ? zero : ''}${all.length > 0 ? table : ''}`
}

const orders: Section = ({ orders: all }, names) => {
  if (all.length === 0) return html`<p>当日未开具整改单。</p>`
  const rows = all.map(
    (order, index) =>
      html`<tr>
        <td class="number">${index + 1}</td>
        <td>${names.site(order.siteId).name}</td>
        <td class="number">${order.findingIds.length}</td>
        <td>${order.requirement}</td>
        <td>${dateWords(order.dueOn)}</td>
        <td>${names.operator(order.issuedBy)}<br />${minuteOf(order.issuedAt)}</td>
      </tr>`,
  )
  return html`<table>
    <thead>
      <tr>
        <th style="width:11mm">序号</th>
        <th style="width:40mm">子站</th>
        <th style="width:13mm">问题</th>
        <th>整改要求</th>
        <th style="width:28mm">整改时限</th>
        <th style="width:30mm">开具</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

/**
 * The signed daily log 巡查日志 as one page for A4, with nothing to load and no script: print it, or show it.
 * Page numbers are the printer's.
 * @throws AppError `invalid` where the document is no daily log
 */
export function dailyLogHtml(document: SealedDocument, names: ReportNames): string {
  const log = dailyLogParts(document)
  const { day } = log.header
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>政府网站每日巡查日志 ${day}</title>
        <style>
          ${new Html(dailyLogStyle)}
        </style>
      </head>
      <body>
        <h1>政府网站每日巡查日志</h1>
        <p class="day" style="text-indent:0">${dateWords(day)}</p>
        <h2>一、基本情况</h2>
        ${summary(log, names)}
        <h2>二、问题及处置</h2>
        ${findings(log, names)}
        <h2>三、整改单</h2>
        ${orders(log, names)}
        <h2>四、巡查结果一览</h2>
        ${results(log, names)} ${sealBlock(document)}
      </body>
    </html> `.text
}
