import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bringIn } from '#core/overlay/truth'
import { reportKinds } from '#core/reports/report-kind'
import { orderNotice } from '#core/reports/order-notice'
import { namesIn, reportSource } from '#core/reports/report-source'
import { newKey } from '#core/session/key-box'
import { createExports } from '#core/exports'
import { openStore } from '#core/store/open-store'
import type { Store } from '#core/store/store'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import { periodOf } from '#shared/domain/periods'
import { freshWork } from '#shared/domain/rectification'
import { defaultPlan } from '#shared/inspection/plan'
import type { Report, ReportTable } from '#shared/contract/report'
import {
  aColumn,
  aDay,
  aFinding,
  anOperator,
  anOrder,
  aRegion,
  aRun,
  aSite,
  aUnit,
  ids,
  now,
  testId,
} from '#tests/builders'
import { bareNative, removeFolder, temporaryFolder } from './surroundings'

let folder: string
let store: Store

beforeEach(async () => {
  folder = await temporaryFolder()
  store = openStore(path.join(folder, 'console.db'), newKey())
})
afterEach(async () => {
  store.close()
  await removeFolder(folder)
})

function fill(rows: readonly (readonly [EntityKind, AnyEntity])[]): void {
  const truths = rows.map(([kind, row]) => ({ kind, id: row.id, version: 1, generation: 1, body: JSON.stringify(row) }))
  store.transaction(() => bringIn(store, truths, [], anOperator(['province-admin'])))
}

const clean = aSite({ id: testId(40), code: '3402000001', name: '霁阳市人民政府门户网站', regionCode: '340200' })
const vetoed = aFinding({
  id: testId(41),
  severity: 'veto',
  indicator: 'V3',
  state: 'ordered',
  orderId: ids.order,
  detail: '首页 14 天内没有更新',
  disposition: { reason: '确认', by: ids.operator, at: now },
})

function fillQuarter(): void {
  const seen = aRun().sites
  fill([
    ['unit', aUnit()],
    ['region', aRegion()],
    ['region', aRegion({ id: testId(42), code: '340200', name: '霁阳市' })],
    ['operator', anOperator()],
    ['site', aSite()],
    ['site', clean],
    ['inspectionDay', aDay({ state: 'signed' })],
    ['inspectionRun', aRun({ sites: [...seen, ...seen.map((result) => ({ ...result, siteId: clean.id }))] })],
    ['finding', vetoed],
    ['finding', { ...vetoed, id: testId(43), day: '2026-03-03' }],
    ['finding', aFinding({ id: testId(44), siteId: clean.id, state: 'false_positive' })],
    ['finding', aFinding({ id: testId(45), day: '2026-04-01', state: 'confirmed' })],
    ['rectificationOrder', anOrder({ dueOn: '2026-03-05' })],
  ])
}

function made(name: string, day = '2026-03-02', today = '2026-03-10'): Report {
  const kind = reportKinds.get(name)
  if (!kind) throw new Error(`no report is called ${name}`)
  return kind.build(reportSource(store, periodOf(kind.length, day), today))
}
const wordsOf = (report: Report) => JSON.stringify(report)
const tableOf = (report: Report, caption: string): ReportTable => {
  const blocks = [...report.blocks, ...(report.attachments ?? []).flatMap((attachment) => attachment.blocks)]
  const found = blocks.find((block) => block.type === 'table' && block.caption === caption)
  if (found?.type !== 'table') throw new Error(`no table ${caption}`)
  return found
}

describe('reports made of what the console holds', () => {
  it('count in the bulletin a fault seen on two days once, false alarms and other quarters not at all', () => {
    fillQuarter()
    const bulletin = made('quarterly-bulletin')
    expect(bulletin.title).toBe('关于2026年第1季度全省政府网站检查情况的通报')
    expect(wordsOf(bulletin)).toContain(
      '本季度检查 2 个，占 100.0%；合格 1 个，合格率 50.0%，不合格 1 个。发现属实问题 1 个',
    )
    expect(tableOf(bulletin, '问题网站清单').rows).toHaveLength(1)
    expect(tableOf(bulletin, '各地区检查情况').rows).toEqual([
      ['云岭市', 1, 0, '0.0%', 1],
      ['霁阳市', 1, 1, '100.0%', 0],
    ])
    expect(bulletin.copies).toContain('主要负责同志')
  })

  it('have in the ledger a line for each finding that holds, with its order and how late it is', () => {
    fillQuarter()
    const ledger = tableOf(made('rectification-ledger'), '整改台账')
    expect(ledger.rows).toHaveLength(2)
    const line = new Map(ledger.columns.map(({ title }, index) => [title, ledger.rows[0]?.[index]]))
    expect(line.get('子站（标识码）')).toMatch(/^云岭市人民政府门户网站（\d{10}）$/)
    expect(line.get('整改时限')).toBe('2026-03-05')
    expect(line.get('状态')).toEqual({ text: '逾期（待签收）', tone: 'grave' })
    expect(line.get('逾期工作日')).toBe(3)
    expect(line.get('督办人')).toContain('升级督办')
    expect(line.get('责任单位')).toBe('云岭市人民政府办公室')
  })

  it('say in the sample by which seed it was drawn, and judge only what was inspected', () => {
    fillQuarter()
    const sample = made('monthly-sample')
    expect(wordsOf(sample)).toContain('月度抽查 2026年第1季度')
    expect(tableOf(sample, '抽查结果').rows).toHaveLength(1)
  })

  it('take as many sites as the plan asks for', () => {
    fillQuarter()
    expect(wordsOf(made('monthly-sample'))).toContain('要求不低于 35.0%')
    fill([['inspectionPlan', { ...defaultPlan, sample: { every: 'half-month', ratio: 0.5 } }]])
    const sample = made('monthly-sample')
    expect(wordsOf(sample)).toContain('要求不低于 100.0%')
    expect(tableOf(sample, '抽查结果').rows).toHaveLength(2)
  })

  it('have in the ledger every field from where a fault came from to what followed for those responsible', () => {
    fillQuarter()
    const column = aColumn({ id: testId(46), siteId: ids.site, path: '/columns/tzgg/', name: '通知公告' })
    const at = (day: string) => `${day}T02:00:00.000Z`
    const order = anOrder({
      dueOn: '2026-03-05',
      state: 'closed',
      closedAt: at('2026-03-10'),
      notes: [
        { at: at('2026-03-03'), by: ids.operator, text: '已签收', deed: 'accept' },
        { at: at('2026-03-09'), by: null, text: '自动复核通过：1 个问题均已消除', deed: 'verify' },
      ],
      work: {
        ...freshWork,
        source: 'superior',
        responsible: '王海燕',
        measures: '已补登',
        proof: ['http://a.example/'],
        rectifiedAt: at('2026-03-09'),
        level: 1,
        accountability: '通报批评',
      },
    })
    fill([
      ['column', column],
      [
        'finding',
        { ...vetoed, state: 'closed', url: 'http://www.example.gov.cn/columns/tzgg/1.html', evidence: { seenAt: now } },
      ],
      ['rectificationOrder', order],
    ])
    const ledger = tableOf(made('rectification-ledger', '2026-03-02', '2026-03-20'), '整改台账')
    const [row] = ledger.rows.filter((cells) => cells.includes('已补登'))
    const line = new Map(ledger.columns.map(({ title }, index) => [title, row?.[index]]))
    expect(Object.fromEntries(line)).toMatchObject({
      来源: '上级交办',
      栏目: '通知公告',
      责任人: '王海燕',
      整改措施: '已补登',
      佐证: 'http://a.example/',
      完成时间: '2026-03-09 10:00',
      状态: '已销号',
      逾期工作日: 2,
      问责: '通报批评',
    })
    expect(line.get('督办人')).toMatch(/（督办）$/)
    expect(line.get('复核人、时间、结果')).toMatch(/^平台自动复核，2026-03-09 10:00，/)
  })

  it('group the ledger by the unit that has to act', () => {
    fillQuarter()
    expect(tableOf(made('rectification-ledger'), '按责任单位').rows).toEqual([[1, '云岭市人民政府办公室', 2, 0, 0, 2]])
  })

  it('have a notice of one order for the unit that has to act, with what was done so far', () => {
    fillQuarter()
    const order = anOrder({ notes: [{ at: now, by: null, text: '逾期 1 个工作日，自动转为督办', deed: 'escalate' }] })
    const notice = orderNotice(order, [vetoed], namesIn(store))
    expect(notice).toMatchObject({ title: '政府网站问题整改通知单', to: '云岭市人民政府办公室' })
    expect(tableOf(notice, '需整改的问题').rows).toHaveLength(1)
    expect(tableOf(notice, '办理记录').rows[0]).toContain('平台自动')
  })

  it('are made of nothing as well', () => {
    for (const [name] of reportKinds) expect(made(name).blocks.length).toBeGreaterThan(0)
  })

  it('leave to people in the annual table what the console cannot know', () => {
    fillQuarter()
    const annual = made('annual-supervision')
    expect(tableOf(annual, '网站抽查').rows.map(([name, , checked, , failed]) => [name, checked, failed])).toEqual([
      ['第1季度', 2, 1],
      ['第2季度', 0, 0],
      ['第3季度', 0, 0],
      ['第4季度', 0, 0],
      ['全年', 2, 1],
    ])
    expect(wordsOf(annual)).toContain('（待人工填报）')
  })
})

describe('taking a file along', () => {
  const wanted = { title: '导出', suggested: '通报.docx', filter: { name: 'Word 文档', extensions: ['docx'] } }

  it('makes nothing when the dialog was left', async () => {
    const exports = createExports(bareNative())
    const path = await exports.save(wanted, () => {
      throw new Error('nobody asked for it')
    })
    expect(path).toBeNull()
  })

  it('leaves what stood there as it was when the report cannot be made, and says when it cannot be written', async () => {
    const target = path.join(folder, '通报.docx')
    await writeFile(target, 'before')
    const to = (file: string) => createExports(bareNative({ pickSave: () => Promise.resolve(file) }))
    await expect(to(target).save(wanted, () => Promise.reject(new Error('printer')))).rejects.toThrow('printer')
    expect(await readFile(target, 'utf8')).toBe('before')
    const nowhere = to(path.join(folder, 'none', '通报.docx')).save(wanted, () => new Uint8Array())
    await expect(nowhere).rejects.toMatchObject({ code: 'unavailable' })
  })
})
