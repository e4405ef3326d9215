import { facts, heading, number, paragraph, share, table, text } from '#core/reports/blocks'
import { failedSites, inspected, orderFigures } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'
import type { Period } from '#shared/contract/report'
import { addDays } from '#shared/domain/calendar'
import { periodOf } from '#shared/domain/periods'

/** Said where only people know the figure. */
const byHand = '（待人工填报）'

/** 监管年度报表 after 国办函〔2018〕12号; published by 31 January. What the console can't know is left for a person. */
export const kind: ReportKind = {
  title: '政府网站监管年度报表',
  about: '国办函〔2018〕12号：抽查、不合格、整合、找错、问责等，次年 1 月 31 日前公布',
  length: 'year',
  order: 50,
  build(source) {
    const orders = orderFigures(source)
    const closed = [...source.sites.values()].filter(({ state }) => state === 'closed' || state === 'migrated').length
    return {
      title: this.title,
      subtitle: `${source.period.label}度`,
      to: null,
      blocks: [
        heading('一、网站抽查和不合格情况'),
        quarters(source),
        heading('二、整改、开设整合与队伍'),
        facts([
          [
            '整改单',
            `开具 ${orders.issued} 张，办结 ${orders.closed} 张，按期办结率 ${share(orders.onTime, orders.issued)}`,
          ],
          ['运行网站', `${[...source.sites.values()].filter(({ state }) => state === 'running').length} 个`],
          ['关停和迁移网站', `${closed} 个`],
          ['安全检查', byHand],
          ['“我为政府网站找错”留言', byHand],
          ['假冒网站处置', byHand],
          ['人员培训', byHand],
          ['问责人次', byHand],
        ]),
        paragraph('填报要求：次年 1 月 31 日前在门户网站信息公开目录发布，并在首页显著位置展示。'),
      ],
      issued: { by: '', on: source.today },
      copies: null,
      landscape: false,
    }
  },
}

function quarters(source: ReportSource) {
  const running = [...source.sites.values()].filter(({ state }) => state === 'running').length
  const rows = [...quartersOf(source.period), source.period].map((period) => {
    const part = partOf(source, period)
    const [checked, failed] = [inspected(part).length, failedSites(part).size]
    const name = period.length === 'year' ? '全年' : period.label.slice(-4)
    return [name, running, checked, share(checked, running), failed, share(checked - failed, checked)]
  })
  const columns = [
    text('时间', 14),
    number('运行网站', 12),
    number('检查网站', 12),
    number('检查比例', 12),
    number('不合格网站', 12),
    number('合格率', 12),
  ]
  return table('网站抽查', columns, rows, '')
}

function quartersOf({ from, to }: Period): Period[] {
  const quarters: Period[] = []
  for (let day = from; day <= to; day = addDays(periodOf('quarter', day).to, 1)) quarters.push(periodOf('quarter', day))
  return quarters
}

const partOf = (source: ReportSource, { from, to }: Period) => ({
  sites: source.sites,
  runs: source.runs.filter(({ day }) => from <= day && day <= to),
  findings: source.findings.filter(({ day }) => from <= day && day <= to),
})
