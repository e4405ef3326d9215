import { grave, heading, number, numbered, paragraph, share, table, text } from '#core/reports/blocks'
import { counted, faults, failedSites, inspected, orderFigures } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'
import { dateWords, severityWords } from '#core/reports/words'
import { addWorkingDays } from '#shared/domain/calendar'

/** 通报后 10 个工作日内整改. */
const daysToMend = 10

/** 季度通报: the skeleton that provinces' bulletins share, with what the inspection knows filled in. */
export const kind: ReportKind = {
  title: '全省政府网站检查情况的通报',
  about: '总体情况、主要问题、工作要求、问题网站清单和抄送名单',
  length: 'quarter',
  order: 30,
  build(source) {
    const office = officeOf(source)
    return {
      letterhead: { agency: `${office}文件`, number: `〔${source.today.slice(0, 4)}〕\u3000\u3000号` },
      title: `关于${source.period.label}${this.title}`,
      subtitle: `${dateWords(source.period.from)}至${dateWords(source.period.to)}`,
      to: '各设区市人民政府办公室，省直各单位：',
      blocks: [
        paragraph(
          '根据国务院办公厅《政府网站发展指引》（国办发〔2017〕47号）和政府网站检查指标（国办秘函〔2019〕19号），' +
            `对${source.period.label}全省政府网站运行情况进行了检查，现通报如下。`,
        ),
        heading('一、总体情况'),
        paragraph(overall(source)),
        byRegion(source),
        heading('二、主要问题'),
        ...mainFaults(source),
        heading('三、工作要求'),
        paragraph(
          `有关单位应当对照清单逐项核查，于${dateWords(addWorkingDays(source.today, daysToMend))}前（${daysToMend} 个工作日内）完成整改并报送整改情况；` +
            '逾期未整改的，将予以督办。各地各单位要落实每日巡查和值班读网，举一反三，防止同类问题再次发生。',
        ),
      ],
      issued: { by: office, on: source.today },
      attachments: [
        { title: '问题网站清单', blocks: [failedList(source)] },
        { title: '存在扣分问题的网站', blocks: [faultList(source)] },
      ],
      copies: '省政府领导同志，各设区市人民政府主要负责同志，省直有关单位主要负责同志。',
      landscape: false,
    }
  },
}

/** Whoever the province's portal belongs to. */
function officeOf({ sites, names }: ReportSource): string {
  const portal = [...sites.values()].find(({ level, type }) => level === 'province' && type === 'portal')
  return portal ? names.unit(portal.unitId) : '省人民政府办公厅'
}

/** Those in operation: only these are what a share is taken of. */
const inOperation = (source: ReportSource) => inspected(source).filter(({ site }) => site.state === 'running')

function overall(source: ReportSource): string {
  const running = [...source.sites.values()].filter(({ state }) => state === 'running').length
  const [checked, failed, orders] = [inOperation(source), failedSites(source), orderFigures(source)]
  const passed = checked.filter(({ site }) => !failed.has(site.id)).length
  return (
    `全省运行政府网站 ${running} 个，本季度检查 ${checked.length} 个，占 ${share(checked.length, running)}；` +
    `合格 ${passed} 个，合格率 ${share(passed, checked.length)}，不合格 ${checked.length - passed} 个。` +
    `发现属实问题 ${faults(source).length} 个，开具整改单 ${orders.issued} 张，办结 ${orders.closed} 张，` +
    `按期办结率 ${share(orders.onTime, orders.issued)}，逾期未办结 ${orders.overdue} 张。` +
    `签发巡查日志 ${source.days.filter(({ state }) => state === 'signed').length} 份。`
  )
}

function byRegion(source: ReportSource) {
  const [checked, failed, found] = [inOperation(source), failedSites(source), faults(source)]
  const cityOf = (siteId: string) => `${source.sites.get(siteId)?.regionCode.slice(0, 4) ?? ''}00`
  const rows = counted(checked, ({ site }) => cityOf(site.id))
    .map(([code, count]) => {
      const bad = [...failed].filter((siteId) => cityOf(siteId) === code).length
      const problems = found.filter(({ siteId }) => cityOf(siteId) === code).length
      return { code, cells: [source.names.region(code), count, count - bad, share(count - bad, count), problems] }
    })
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ cells }) => cells)
  const columns = [
    text('地区', 30),
    number('检查网站', 12),
    number('合格', 10),
    number('合格率', 12),
    number('属实问题', 12),
  ]
  return table('各地区检查情况', columns, rows, '本季度没有检查记录。')
}

function mainFaults(source: ReportSource) {
  const found = faults(source)
  const kinds = counted(found, ({ indicator }) => indicator)
  if (kinds.length === 0) return [paragraph('本季度检查未发现属实的问题。')]
  const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
  return kinds.slice(0, numerals.length).map(([indicator, count], index) => {
    const sites = counted(
      found.filter((finding) => finding.indicator === indicator),
      ({ siteId }) => siteId,
    )
    const named = sites.slice(0, 5).map(([siteId, times]) => `${source.names.site(siteId).name}（${times} 处）`)
    const rest = sites.length > named.length ? `等 ${sites.length} 个网站` : ''
    return paragraph(
      `（${numerals[index]}）${source.names.indicator(indicator)}：共 ${count} 处。${named.join('、')}${rest}。`,
    )
  })
}

function failedList(source: ReportSource) {
  const rows = faults(source)
    .filter(({ severity }) => severity === 'veto')
    .map((finding) => {
      const site = source.sites.get(finding.siteId)
      const { name, code } = source.names.site(finding.siteId)
      const indicator = grave(source.names.indicator(finding.indicator))
      return [name, code, site ? source.names.unit(site.unitId) : '', indicator, finding.detail, finding.day]
    })
  const columns = [
    text('网站', 22),
    text('标识码', 16),
    text('主办单位', 18),
    text('单项否决指标', 16),
    text('问题', 28),
    text('发现日期', 15),
  ]
  return numbered('问题网站清单', columns, rows, '本季度没有网站触及单项否决指标。')
}

function faultList(source: ReportSource) {
  const found = faults(source).filter(({ severity }) => severity === 'deduct')
  const rows = counted(found, ({ siteId }) => siteId).map(([siteId, count]) => {
    const { name, code } = source.names.site(siteId)
    const kinds = [...new Set(found.flatMap((each) => (each.siteId === siteId ? [each.indicator] : [])))].sort()
    return [name, code, count, kinds.map((indicator) => source.names.indicator(indicator)).join('、')]
  })
  const columns = [text('网站', 28), text('标识码', 14), number('问题', 8), text(`${severityWords.deduct}指标`, 50)]
  return numbered('扣分问题', columns, rows, '本季度没有网站存在扣分问题。')
}
