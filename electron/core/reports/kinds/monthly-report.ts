import { centred, facts, heading, number, numbered, share, table, text } from '#core/reports/blocks'
import { counted, faults, failedSites, inspected, orderFigures } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'
import { severityWords } from '#core/reports/words'

/** 月度监测报告: made from the same rows as the daily logs, without anybody writing. */
export const kind: ReportKind = {
  title: '政府网站月度监测报告',
  about: '当月巡查、问题、整改与签发情况，由日志数据自动生成',
  length: 'month',
  order: 21,
  build(source) {
    const [sites, found, orders, failed] = [
      inspected(source),
      faults(source),
      orderFigures(source),
      failedSites(source),
    ]
    const passed = sites.filter(({ site }) => !failed.has(site.id)).length
    const [probes, reached] = [sum(sites, ({ seen }) => seen), sum(sites, (site) => site.reached)]
    return {
      title: this.title,
      subtitle: source.period.label,
      to: null,
      blocks: [
        heading('一、总体情况'),
        facts([
          ['巡查网站', `${sites.length} 个，首页访问 ${probes} 次，可访问率 ${share(reached, probes)}`],
          ['合格情况', `合格 ${passed} 个，合格率 ${share(passed, sites.length)}`],
          ['属实问题', `${found.length} 个`],
          [
            '整改',
            `开单 ${orders.issued} 张，办结 ${orders.closed} 张，按期办结率 ${share(orders.onTime, orders.issued)}，逾期 ${orders.overdue} 张`,
          ],
          [
            '巡查日志',
            `${source.days.length} 天，已签发 ${source.days.filter(({ state }) => state === 'signed').length} 天`,
          ],
        ]),
        heading('二、按指标'),
        byIndicator(source),
        heading('三、按网站'),
        bySite(source),
        heading('四、逐日'),
        byDay(source),
      ],
      issued: null,
      copies: null,
      landscape: false,
    }
  },
}

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0)

function byIndicator(source: ReportSource) {
  const found = faults(source)
  const rows = counted(found, ({ indicator }) => indicator).map(([indicator, count]) => {
    const of = found.filter((finding) => finding.indicator === indicator)
    const severity = of[0]?.severity
    return [
      source.names.indicator(indicator),
      severity ? severityWords[severity] : '',
      count,
      new Set(of.map(({ siteId }) => siteId)).size,
    ]
  })
  const columns = [text('指标', 40), centred('类别', 14), number('问题', 10), number('涉及网站', 10)]
  return numbered('按指标', columns, rows, '本月没有属实的问题。')
}

function bySite(source: ReportSource) {
  const rows = counted(faults(source), ({ siteId }) => siteId).map(([siteId, count]) => {
    const { name, code } = source.names.site(siteId)
    return [name, code, count]
  })
  return numbered(
    '按网站',
    [text('子站', 40), text('标识码', 16), number('问题', 10)],
    rows,
    '本月没有网站存在属实的问题。',
  )
}

function byDay(source: ReportSource) {
  const rows = source.days.map(({ day, state, reviewedBy }) => [
    day,
    new Set(source.runs.filter((run) => run.day === day).flatMap((run) => run.sites.map(({ siteId }) => siteId))).size,
    source.findings.filter((finding) => finding.day === day).length,
    reviewedBy ? source.names.operator(reviewedBy) : '',
    state === 'signed' ? '已签发' : '未签发',
  ])
  const columns = [
    text('日期', 16),
    number('巡查网站', 12),
    number('问题', 10),
    text('提交人', 16),
    centred('日志', 12),
  ]
  return table('逐日', columns, rows, '本月没有巡查记录。')
}
