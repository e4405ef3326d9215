import type { SiteResult } from '#shared/contract/inspection-run'
import type { DailyLogParts } from './daily-log-parts'
import { html, type Html } from './html'
import type { ReportNames, Section } from './report-names'

/** What the last run of the day saw of each site. */
export function latestResults(runs: DailyLogParts['runs']): Map<string, SiteResult> {
  const inOrder = [...runs].sort((one, other) => (one.finishedAt < other.finishedAt ? -1 : 1))
  return new Map(inOrder.flatMap((run) => run.sites.map((site) => [site.siteId, site] as const)))
}

function accessOf({ reachable, failedHere }: SiteResult): Html {
  if (failedHere) return html`未能巡查（本机网络）`
  return reachable ? html`正常` : html`<span class="grave">不能访问</span>`
}

const resultRow = (result: SiteResult, index: number, names: ReportNames): Html => {
  const { name, code } = names.site(result.siteId)
  const time = result.reachable ? `${(result.milliseconds / 1000).toFixed(1)}` : '—'
  return html`<tr>
    <td class="number">${index + 1}</td>
    <td>${name}</td>
    <td>${code}</td>
    <td>${accessOf(result)}</td>
    <td class="number">${time}</td>
    <td class="number">${result.pages}</td>
    <td class="number">${result.links}</td>
    <td class="number">${result.findings}</td>
  </tr>`
}

/** 巡查结果一览, by site code. */
export const results: Section = ({ runs }, names) => {
  const rows = [...latestResults(runs).values()].map((result, index) => ({
    result,
    index,
    code: names.site(result.siteId).code,
  }))
  const sorted = rows.sort((one, other) => (one.code < other.code ? -1 : 1)).map(({ result }) => result)
  return html`<table>
    <thead>
      <tr>
        <th style="width:11mm">序号</th>
        <th>子站</th>
        <th style="width:24mm">标识码</th>
        <th style="width:22mm">首页访问</th>
        <th style="width:22mm">响应（秒）</th>
        <th style="width:13mm">页面</th>
        <th style="width:13mm">链接</th>
        <th style="width:13mm">问题</th>
      </tr>
    </thead>
    <tbody>
      ${sorted.map((result, index) => resultRow(result, index, names))}
    </tbody>
  </table>`
}
