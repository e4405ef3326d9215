import { describe, expect, it } from 'vitest'
import { dailyLogReport } from '#core/reports/daily-log-report'
import { reportHtml } from '#core/reports/formats/as-html'
import type { ReportNames } from '#core/reports/report-names'
import { buildDailyLog, type DailyLogSource } from '#shared/domain/daily-log'
import { aDay, aFinding, anOrder, aRun, aSealedDocument, ids, now, testId } from '#tests/builders'

const names: ReportNames = {
  site: (id) => ({ name: id === ids.site ? '云岭市人民政府门户网站' : '未知子站', code: '3401000001' }),
  operator: (id) => (id === ids.operator ? '王操作' : '未知人员'),
  unit: () => '云岭市人民政府办公室',
  region: () => '云岭市',
  indicator: (id) => `${id} 可用性`,
}
const aReport = (over: Partial<DailyLogSource> = {}) => {
  const day = aDay({ state: 'reviewed', reviewedBy: ids.operator, reviewedAt: now, remark: '网络正常' })
  const parts = buildDailyLog({ day, runs: [aRun()], findings: [], orders: [], ...over })
  const document = aSealedDocument({ parts, previous: { day: '2026-03-01', seal: 'a'.repeat(64) } })
  return { document, page: reportHtml(dailyLogReport(document, names)) }
}
const disposed = aFinding({
  state: 'ordered',
  disposition: { reason: '链接确已失效', by: ids.operator, at: now, opened: true },
  orderId: ids.order,
})

describe('the daily log on paper', () => {
  it('tells the day, who inspected, what came out and who signed when', () => {
    const { page } = aReport({ findings: [disposed], orders: [anOrder()] })
    for (const text of ['政府网站每日巡查日志', '2026年3月2日（星期一）', '王操作', '1 个子站，1 个批次', '网络正常'])
      expect(page).toContain(text)
    for (const text of ['D20 可用性', '链接无法打开（404）', '链接确已失效', '请于时限内修复失效链接', '2026年3月5日'])
      expect(page).toContain(text)
    expect(page).toContain('签发时间：2026-03-02 10:00（北京时间）')
    expect(page).not.toContain('零报告')
  })

  it('carries the seal to compare and the seal before it', () => {
    const { document, page } = aReport()
    expect(page).toContain(document.seal)
    expect(page).toContain('a'.repeat(64))
    expect(page).toMatch(/([0-9a-f]{4} ){7}[0-9a-f]{4}/)
  })

  it('states a zero report, counting only sites that could be looked at', () => {
    const [seen] = aRun().sites
    const failed = { ...seen, siteId: testId(77), failedHere: true, reachable: false, findings: 0 }
    const runs = [aRun({ sites: [...aRun().sites, failed as typeof seen & object] })]
    const { page } = aReport({ runs, findings: [{ ...disposed, state: 'false_positive' }] })
    expect(page).toContain('零报告：当日对 1 个子站进行了巡查')
    expect(page).toContain('未计入 1 个')
    expect(page).toContain('四、未计入巡查的子站')
    expect(page).toContain('本机网络原因，未能巡查')
    expect(page).toContain('误报')
  })

  it('tells what an exemption kept away, and counts its site as looked at', () => {
    const disposition = { reason: '只对外网开放', by: ids.operator, at: now }
    const exempted = aFinding({ state: 'false_positive', disposition, exemptionId: ids.exemption })
    const { page } = aReport({ findings: [exempted] })
    expect(page).toContain('误报（豁免期内）')
    expect(page).toContain('零报告：当日对 1 个子站进行了巡查')
  })

  it('counts no site whose findings were only judged in a list, and says so', () => {
    const { page } = aReport({
      findings: [{ ...disposed, disposition: { reason: '批量', by: ids.operator, at: now } }],
    })
    expect(page).toContain('0 个子站，1 个批次')
    expect(page).toContain('问题未逐条打开核看')
  })

  it('tells the share of failed probes of the week before', () => {
    const [seen] = aRun().sites
    const probed = { ...(seen as object), probed: { counted: 140, failed: 7 } } as typeof seen & object
    expect(aReport({ runs: [aRun({ sites: [probed] })] }).page).toContain('5.0%')
  })

  it('shows of a site inspected twice what was seen last', () => {
    const [seen] = aRun().sites
    const again = { ...(seen as object), milliseconds: 4321 } as typeof seen & object
    const later = aRun({ id: testId(78), finishedAt: '2026-03-02T01:40:00.000Z', sites: [again] })
    const { page } = aReport({ runs: [later, aRun()] })
    expect(page).toContain('4.3')
    expect(page).not.toContain('0.2<')
  })

  it('shows markup in any text as text', () => {
    const attack = '<script>alert(1)</script><img src=x onerror="a()">&\''
    const finding = aFinding({ detail: attack, url: `http://x/?q="><b>`, state: 'confirmed' })
    const { page } = aReport({ findings: [finding], day: aDay({ remark: attack }) })
    expect(page).not.toMatch(/<script|<img|<b>http/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;&#39;')
    expect(page).toContain('http://x/?q=&quot;&gt;&lt;b&gt;')
  })

  it('loads nothing from anywhere', () => {
    const { page } = aReport({ findings: [disposed] })
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|src=|href=/)
  })

  it('is refused for a document that is no daily log', () => {
    for (const other of [aSealedDocument(), aSealedDocument({ format: 'zhanqun.weekly-note/1' })])
      expect(() => dailyLogReport(other, names)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})
