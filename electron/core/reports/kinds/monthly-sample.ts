import type { Finding } from '#shared/contract/finding'
import { monthlySample, sampleRatio } from '#shared/inspection/monthly-sample'
import { facts, grave, heading, number, numbered, share, text } from '#core/reports/blocks'
import { faultsBySite, failedSites, inspected } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import { periodBefore, periodOf } from '#shared/domain/periods'
import type { ReportSource } from '#core/reports/report-source'

const columns = [
  text('子站', 26),
  text('标识码', 11),
  text('主办单位', 22),
  number('巡查次数', 8),
  number('可访问', 8),
  text('属实问题（按指标）', 40),
  text('结果', 8),
]

/** 月度抽查表: the sample can be drawn again from its seed, and three months of a quarter leave no site out. */
export const kind: ReportKind = {
  title: '政府网站月度抽查表',
  about: '按巡查方案的比例抽样，种子公开、可复核，一季度覆盖全部运行网站',
  length: 'month',
  order: 20,
  build(source) {
    const ratio = sampleRatio(source.plans)
    const sample = monthlySample([...source.sites.values()], source.period.from, ratio)
    const [looked, failed, faults] = [inspected(source), failedSites(source), faultsBySite(source)]
    const seenOf = new Map(looked.map((each) => [each.site.id, each]))
    const rows = sample.sites.map((site) => {
      const seen = seenOf.get(site.id)
      const result = seen ? (failed.has(site.id) ? grave('不合格') : '合格') : '未巡查'
      return [
        site.name,
        site.code,
        source.names.unit(site.unitId),
        seen?.seen ?? 0,
        seen?.reached ?? 0,
        indicatorsOf(source, faults.get(site.id) ?? []),
        result,
      ]
    })
    const checked = sample.sites.filter(({ id }) => seenOf.has(id))
    const passed = checked.filter(({ id }) => !failed.has(id)).length
    return {
      title: this.title,
      subtitle: source.period.label,
      to: null,
      blocks: [
        heading('一、抽样'),
        facts([
          ['运行网站', `${sample.running} 个`],
          [
            '抽查数量',
            `${sample.sites.length} 个（${share(sample.sites.length, sample.running)}，要求不低于 ${share(ratio, 1)}）`,
          ],
          ['抽样种子', `${sample.seed}（按种子与网站标识码的 SM3 值排序，逐月依次抽取，可复核）`],
          ['本季度累计覆盖', coverage(source, ratio)],
          ['合格率', `${passed} / ${checked.length}，${share(passed, checked.length)}`],
        ]),
        heading('二、抽查结果'),
        numbered('抽查结果', columns, rows, '本月没有运行中的网站。'),
      ],
      issued: null,
      copies: null,
      landscape: true,
    }
  },
}

const indicatorsOf = ({ names }: ReportSource, faults: readonly Finding[]): string =>
  [...new Set(faults.map(({ indicator }) => indicator))]
    .sort()
    .map((indicator) => names.indicator(indicator))
    .join('、') || '无'

/** Of the sites that run now, those drawn in this month of the quarter or in one before it. */
function coverage({ period, sites }: ReportSource, ratio: number): string {
  const all = [...sites.values()]
  const drawn = new Set<string>()
  const quarter = periodOf('quarter', period.from)
  for (let month = period; month.from >= quarter.from; month = periodBefore(month))
    for (const { id } of monthlySample(all, month.from, ratio).sites) drawn.add(id)
  const running = all.filter(({ state }) => state === 'running').length
  return `${drawn.size} 个，${share(drawn.size, running)}`
}
