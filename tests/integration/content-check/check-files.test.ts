import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import type { FileVerdict } from '#shared/content-check/file-verdict'
import { chinesePdf, docx, idNumber, otherIdNumber, paragraph, protectedOffice, row, xlsx, zipBomb } from './files'

let checker: FileChecker
beforeAll(() => {
  checker = createFileChecker({ concurrency: 2 })
})
afterAll(() => checker.close())

const verdictsOf = (file: string, bytes: Uint8Array) => checker.check({ file, source: { bytes } })

async function verdictOf(file: string, bytes: Uint8Array): Promise<FileVerdict> {
  const [verdict] = await verdictsOf(file, bytes)
  if (!verdict) throw new Error('no verdict')
  return verdict
}

/** `rule@part` of each hit. */
const places = ({ hits }: FileVerdict) => hits.map(({ rule, part }) => `${rule}@${part}`)

const textbox = (text: string) => `<w:p><w:r><w:txbxContent>${paragraph(text)}</w:txbxContent></w:r></w:p>`

describe('a docx', () => {
  it('is searched in header, footer, notes, comments, text boxes, deletions and properties', async () => {
    const deleted = `<w:p><w:del><w:r><w:delText>${idNumber}</w:delText></w:r></w:del></w:p>`
    const body = paragraph('正文') + textbox('内部资料') + deleted
    const files = {
      header1: ['hdr', paragraph('机', '密', '★20', '年')],
      footer2: ['ftr', paragraph(`电话13805911234`)],
      footnotes: ['footnotes', paragraph('秘密★1年')],
      comments: ['comments', paragraph(otherIdNumber)],
    } as const
    const properties = { 'docProps/core.xml': strToU8('<p><title>绝密★30年</title></p>') }
    const verdict = await verdictOf('通知.docx', docx(body, files, properties))
    expect(places(verdict).sort()).toEqual(
      [
        'internal-mark@body textbox',
        'id-card@body deleted',
        'secrecy-mark@header1',
        'mobile@footer2',
        'secrecy-mark@footnotes',
        'id-card@comments',
        'secrecy-mark@properties',
      ].sort(),
    )
    expect(verdict.unreadable).toBeUndefined()
  })

  it('shows what a watermark, an alternative text and a star of a symbol font say', async () => {
    const watermark =
      '<w:p><w:r><w:pict><v:shape alt="机密★5年"><v:textpath string="绝密"/></v:shape></w:pict></w:r></w:p>'
    const symbol =
      '<w:p><w:r><w:t>秘密</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r><w:r><w:t>3年</w:t></w:r></w:p>'
    const verdict = await verdictOf('a.docx', docx(symbol + watermark))
    expect(places(verdict).sort()).toEqual([
      'secrecy-level-alone@body watermark',
      'secrecy-mark@body',
      'secrecy-mark@body alt',
    ])
  })

  it('behind a password is for a person to look at', async () => {
    expect((await verdictOf('a.docx', protectedOffice())).unreadable).toContain('无法读取 — 人工核查：文件有打开密码')
  })

  it('that was cut off is never clean', async () => {
    const whole = docx(paragraph('正文'))
    const verdict = await verdictOf('a.docx', whole.subarray(0, whole.length - 60))
    expect(verdict.unreadable).toContain('已损坏')
  })

  it('with a byte changed anywhere in it is never clean', async () => {
    const whole = zipSync({ ...unzipSync(docx(paragraph('正文'))) }, { level: 0 })
    const changed = Uint8Array.from(whole)
    const at = Buffer.from(whole).indexOf(Buffer.from('正文'))
    changed[at + 1] = (changed[at + 1] ?? 0) ^ 1
    expect((await verdictOf('a.docx', changed)).unreadable).toContain('已损坏')
  })

  it('with one broken part is still read elsewhere', async () => {
    const broken = { 'word/header9.xml': strToU8('<w:hdr><w:p>') }
    const verdict = await verdictOf('a.docx', docx(paragraph(idNumber), {}, broken))
    expect(places(verdict)).toEqual(['id-card@body'])
    expect(verdict.unreadable).toContain('已损坏')
  })

  it('expands no entities', async () => {
    const bomb = strToU8('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:hdr><w:t>&b;</w:t></w:hdr>')
    expect(
      (await verdictOf('a.docx', docx(paragraph('好'), {}, { 'word/header1.xml': bomb }))).unreadable,
    ).toBeDefined()
  })
})

describe('an xlsx', () => {
  it('is searched in hidden sheets, shared strings and numbers, and its offsets fit the part', async () => {
    const book = xlsx(
      [
        { name: '公示', rows: row('序号', '姓名') + row('1', { shared: 0 }) },
        { name: '名单', state: 'hidden', rows: row('身份证号', { shared: 1 }) + row(Number('350102198001010012')) },
      ],
      ['张三', otherIdNumber],
    )
    const verdict = await verdictOf('公示.xlsx', book)
    expect(places(verdict)).toEqual(['id-card@sheet:名单（隐藏）', 'id-card-rounded@sheet:名单（隐藏）'])
    expect(verdict.hits[0]).toMatchObject({ start: 5, end: 23, text: otherIdNumber, before: '身份证号\t' })
  })

  it('with ten numbers over its sheets is a bulk leak', async () => {
    const numbers = Array.from({ length: 5 }, () => row(idNumber)).join('')
    const verdict = await verdictOf(
      'a.xlsx',
      xlsx([
        { name: '一', rows: numbers },
        { name: '二', rows: numbers },
      ]),
    )
    expect(verdict.hits.filter(({ rule }) => rule === 'id-card-bulk')).toHaveLength(1)
    expect(verdict.hits.filter(({ rule }) => rule === 'id-card')).toHaveLength(10)
  })
})

describe('a pdf', () => {
  it('is read in Chinese without embedded fonts, page by page; a page on which nothing is painted is clean', async () => {
    const verdict = await verdictOf('a.pdf', chinesePdf('关于某事项的通知', '机密★10年', ''))
    expect(places(verdict)).toEqual(['secrecy-mark@page 2'])
    expect(verdict.unreadable).toBeUndefined()
  })

  it('is searched in its properties', async () => {
    const document = await PDFDocument.create()
    const font = await document.embedFont(StandardFonts.Helvetica)
    document.addPage().drawText(`No. ${idNumber}`, { font })
    document.setSubject('机密★10年')
    const verdict = await verdictOf('a.pdf', await document.save())
    expect(places(verdict)).toEqual(['id-card@page 1', 'secrecy-mark@properties'])
  })

  it('that is damaged is never clean', async () => {
    const whole = chinesePdf('通知')
    expect((await verdictOf('a.pdf', whole.subarray(0, 300))).unreadable).toContain('已损坏')
    expect((await verdictOf('a.pdf', strToU8('%PDF-1.7\nnonsense'))).unreadable).toContain('已损坏')
  })
})

describe('text and web pages', () => {
  it('are read in UTF-8, UTF-16 and GB18030', async () => {
    const text = `关于保障对象的公示\n身份证号：${idNumber}`
    for (const encoding of ['utf-8', 'utf-16le', 'gb18030']) {
      const verdict = await verdictOf('a.txt', iconv.encode(text, encoding, { addBOM: encoding === 'utf-16le' }))
      expect(verdict.hits).toMatchObject([{ rule: 'id-card', start: 15, end: 33, part: 'body' }])
    }
  })

  it('are read in UTF-8 when long, cut in a character, or broken in a few places', async () => {
    const text = Buffer.from(`甲${'保障对象公示'.repeat(20_000)}\n${idNumber}`)
    const broken = Buffer.concat([text, Buffer.from([0xff, 0xe4]), text])
    expect((await verdictOf('a.txt', text)).hits).toHaveLength(1)
    const { hits } = await verdictOf('a.txt', broken)
    expect(hits.filter(({ rule }) => rule === 'id-card').map(({ text: found }) => found)).toEqual([idNumber, idNumber])
  })

  it('that are empty are clean only where nothing can be missing', async () => {
    expect((await verdictOf('a.txt', new Uint8Array())).unreadable).toBeUndefined()
    expect((await verdictOf('a.docx', new Uint8Array())).unreadable).toContain('已损坏')
  })

  it('keep what is hidden, commented and in attributes apart', async () => {
    const html = `<html><head><meta charset="gbk"><title>公示</title></head><body><p>机<b>密</b>★5年</p><div style="display:none">${idNumber}</div><!-- 秘密★1年 --><img alt="绝密"><script>"${idNumber}"</script></body></html>`
    const verdict = await verdictOf('a.html', iconv.encode(html, 'gbk'))
    expect(places(verdict).sort()).toEqual([
      'id-card@hidden',
      'secrecy-level-alone@attributes',
      'secrecy-mark@body',
      'secrecy-mark@comments',
    ])
  })

  it('of no known kind are for a person to look at', async () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251)
    expect((await verdictOf('a.bin', noise)).unreadable).toContain('无法识别文件类型')
    expect((await verdictOf('a.png', Buffer.from('89504e470d0a1a0a', 'hex'))).unreadable).toContain('已损坏')
  })
})

describe('formats that look like a plain zip', () => {
  it('are for a person to look at where there is no reader', async () => {
    const book = zipSync({ mimetype: strToU8('application/epub+zip'), 'META-INF/container.xml': strToU8('<c/>') })
    expect((await verdictOf('a.epub', book)).unreadable).toContain('暂不支持')
  })

  it('are damaged when what their format needs is not there', async () => {
    const files = {
      'a.ofd': zipSync({ 'OFD.xml': strToU8('<OFD') }),
      'a.odt': zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }] }),
    }
    for (const [file, bytes] of Object.entries(files))
      expect((await verdictOf(file, bytes)).unreadable).toContain('已损坏')
  })
})

describe('a pptx', () => {
  it('is searched in slides and notes', async () => {
    const slide = (text: string) =>
      strToU8(
        `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text.slice(0, 1)}</a:t></a:r><a:r><a:t>${text.slice(1)}</a:t></a:r></a:p></p:sld>`,
      )
    const deck = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'ppt/presentation.xml': strToU8('<p/>'),
      'ppt/slides/slide1.xml': slide('机密★5年'),
      'ppt/notesSlides/notesSlide1.xml': slide(idNumber),
    })
    expect(places(await verdictOf('a.pptx', deck))).toEqual(['secrecy-mark@slide1', 'id-card@notesSlide1'])
  })
})

describe('a zip', () => {
  it('gives each file in it a verdict, with Chinese names of old packers', async () => {
    const inner = zipSync({ 'deep.txt': strToU8(idNumber) })
    const names = (await verdictsOf('outer.zip', zipSync({ 'a.docx': docx(paragraph('机密★')), 'b.zip': inner }))).map(
      (verdict) => [verdict.file, verdict.hits.length],
    )
    expect(names).toEqual([
      ['outer.zip', 0],
      ['outer.zip!a.docx', 1],
      ['outer.zip!b.zip', 0],
      ['outer.zip!b.zip!deep.txt', 1],
    ])
  })

  it('that would unpack to too much is stopped', async () => {
    const verdicts = await verdictsOf('bomb.zip', zipBomb(60))
    expect(verdicts.map(({ unreadable }) => unreadable).join()).toContain('疑似压缩炸弹')
  })

  it('nested deeper than allowed is stopped', async () => {
    let nested = zipSync({ 'a.txt': strToU8('好') })
    for (let level = 0; level < 6; level++) nested = zipSync({ 'n.zip': nested })
    const verdicts = await verdictsOf('n.zip', nested)
    expect(verdicts.at(-1)?.unreadable).toContain('嵌套')
  })
})

describe('the reading processes', () => {
  it('are killed when a file takes too long, and the next file is read all the same', async () => {
    const hasty = createFileChecker({ concurrency: 1, limits: { milliseconds: 1 } })
    const patient = createFileChecker({ concurrency: 1 })
    const large = docx(paragraph('好'.repeat(3_000_000)))
    try {
      const [late] = await hasty.check({ file: 'a.docx', source: { bytes: large } })
      expect(late?.unreadable).toContain('超时')
      const [again] = await hasty.check({ file: 'b.docx', source: { bytes: large } })
      expect(again?.unreadable).toContain('超时')
      expect((await patient.check({ file: 'c.txt', source: { bytes: strToU8('好') } }))[0]?.unreadable).toBeUndefined()
    } finally {
      hasty.close()
      patient.close()
    }
  })

  it('end when a file needs more memory than allowed, and the next file is read all the same', async () => {
    const small = createFileChecker({ concurrency: 1, limits: { heapMegabytes: 24 } })
    const cells = Array.from({ length: 300_000 }, (_, index) => row(`单元格${index}`, `值${index}`)).join('')
    try {
      const [full] = await small.check({ file: 'a.xlsx', source: { bytes: xlsx([{ name: '一', rows: cells }]) } })
      expect(full?.unreadable).toContain('内存不足')
      const [next] = await small.check({ file: 'b.txt', source: { bytes: strToU8(idNumber) } })
      expect(next?.hits).toHaveLength(1)
    } finally {
      small.close()
    }
  })

  it('read from disk, and say so when there is nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-check-'))
    const file = path.join(folder, '机密.txt')
    writeFileSync(file, '好')
    try {
      expect(places((await checker.check({ source: { path: file } }))[0] as FileVerdict)).toEqual([
        'secrecy-level-alone@file name',
      ])
      const [missing] = await checker.check({ source: { path: path.join(folder, 'none.txt') } })
      expect(missing?.unreadable).toContain('文件打不开')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('stop when asked to', async () => {
    const stopping = new AbortController()
    const checking = checker.check({ file: 'a.txt', source: { bytes: strToU8('好') }, signal: stopping.signal })
    stopping.abort()
    await expect(checking).rejects.toMatchObject({ code: 'cancelled' })
  })
})
