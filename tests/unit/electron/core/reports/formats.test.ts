import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { facts, grave, heading, number, numbered, paragraph, statement, text } from '#core/reports/blocks'
import { reportDocx } from '#core/reports/formats/as-docx'
import { reportHtml } from '#core/reports/formats/as-html'
import { reportXlsx } from '#core/reports/formats/as-xlsx'
import type { Report } from '#shared/contract/report'

const attack = '<script>alert(1)</script>&"\''

const aReport = (over: Partial<Report> = {}): Report => ({
  title: '关于2026年第1季度检查情况的通报',
  subtitle: '2026年1月1日至2026年3月31日',
  to: '各设区市人民政府办公室：',
  blocks: [
    heading('一、总体情况'),
    paragraph(attack),
    statement('零报告'),
    facts([['运行网站', '970 个']]),
    numbered(
      '问题/清单',
      [text('网站', 30), number('问题', 10)],
      [
        ['云岭市', 3],
        [grave('霁阳市'), 12],
      ],
      '没有问题。',
    ),
    numbered('空表', [text('网站', 30)], [], '没有网站。'),
    { type: 'small-print', lines: ['封印'] },
  ],
  issued: { by: '省人民政府办公厅', on: '2026-04-02' },
  copies: '各市人民政府主要负责同志。',
  landscape: false,
  ...over,
})

/** The text of each part of an office file; a part that is no well-formed XML fails. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name))
  return new Map(parts.map(([name, part]) => [name, textOf(strFromU8(part))]))
}

function textOf(xml: string): string {
  const parser = new SaxesParser()
  const texts: string[] = []
  parser.on('text', (piece) => texts.push(piece))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return texts.join('\n')
}

describe('a report as a Word document', () => {
  it('holds every word, in well-formed parts, whatever the words are', async () => {
    const body = partsOf(await reportDocx(aReport())).get('word/document.xml')
    for (const words of [
      '关于2026年第1季度检查情况的通报',
      '各设区市人民政府办公室：',
      attack,
      '零报告',
      '970 个',
      '霁阳市',
      '12',
      '没有网站。',
      '封印',
      '省人民政府办公厅',
      '2026年4月2日',
      '抄送：各市人民政府主要负责同志。',
    ])
      expect(body).toContain(words)
  })

  it('lies across the page where its tables are wide', async () => {
    const pageOf = async (landscape: boolean) =>
      /<w:pgSz [^>]*>/.exec(
        strFromU8(unzipSync(await reportDocx(aReport({ landscape })))['word/document.xml'] ?? new Uint8Array()),
      )?.[0]
    expect(await pageOf(true)).toContain('w:orient="landscape"')
    expect(await pageOf(false)).toMatch(/w:w="1190\d(\.\d+)?" w:h="1683\d(\.\d+)?"/)
  })
})

describe('a report as an Excel workbook', () => {
  it('has the words on one sheet and each table on its own, under a name that Excel takes', async () => {
    const bytes = await reportXlsx(aReport())
    const workbook = strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array())
    expect([...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      '说明',
      '问题 清单',
      '空表',
    ])
    const parts = partsOf(bytes)
    const all = [...parts.values()].join('\n')
    for (const words of ['云岭市', '霁阳市', '没有网站。', attack, '省人民政府办公厅']) expect(all).toContain(words)
  })

  it('keeps numbers as numbers', async () => {
    const sheet = strFromU8(unzipSync(await reportXlsx(aReport()))['xl/worksheets/sheet2.xml'] ?? new Uint8Array())
    expect(sheet).toMatch(/<c r="C3"[^>]*><v>12<\/v>/)
  })
})

describe('a report as a page', () => {
  it('shows markup as text, marks what is grave and says what an empty table means', () => {
    const page = reportHtml(aReport())
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;')
    expect(page).toContain('<td class="left grave">霁阳市</td>')
    expect(page).toContain('没有网站。')
  })
})

describe('an official document', () => {
  const bulletin = aReport({
    letterhead: { agency: '岚川省人民政府办公厅文件', number: '〔2026〕　　号' },
    attachments: [
      { title: '问题网站清单', blocks: [numbered('问题网站', [text('网站', 30)], [['云岭市\n第二行']], '')] },
      { title: '扣分网站', blocks: [numbered('扣分网站', [text('网站', 30)], [], '没有网站。')] },
    ],
  })
  const inOrder = ['岚川省人民政府办公厅文件', '一、总体情况', '1. 问题网站清单', '2026年4月2日', '附件 2', '抄送']

  it.each([
    ['Word', async () => partsOf(await reportDocx(bulletin)).get('word/document.xml') ?? ''],
    ['print', () => Promise.resolve(reportHtml(bulletin))],
  ])(
    'has in %s its head, its text, its attachments behind the signature and its copies at the end',
    async (_, made) => {
      const page = (await made()).split('</style>').at(-1) ?? ''
      const places = inOrder.map((words) => page.indexOf(words))
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    },
  )

  it('breaks lines within a cell in Word', async () => {
    const body = strFromU8(unzipSync(await reportDocx(bulletin))['word/document.xml'] ?? new Uint8Array())
    expect(body).toMatch(/<w:br\/>[\s\S]{0,60}第二行/)
  })

  it('prints from Excel as wide as a page, with header rows and page numbers on each', async () => {
    const files = unzipSync(await reportXlsx(aReport({ landscape: true })))
    const sheet = strFromU8(files['xl/worksheets/sheet2.xml'] ?? new Uint8Array())
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>')
    expect(sheet).toContain('orientation="landscape" fitToWidth="1" fitToHeight="0"')
    expect(sheet).toContain('&amp;P')
    expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain("'问题 清单'!$1:$1")
  })

  it('lies on A3 where a table has more columns than A4 has room for', () => {
    const columns = Array.from({ length: 20 }, (_, n) => text(`第${n}列`, 10))
    const wide = aReport({ blocks: [numbered('台账', columns, [columns.map(() => '甲')], '')], landscape: true })
    expect(reportHtml(wide)).toContain('size: A3 landscape')
    expect(reportHtml(aReport())).toContain('size: A4 portrait')
  })
})
