import type * as Docx from 'docx'
import { dateWords } from '#core/reports/words'
import { attachmentLines, isCaptioned, linesOf, paperSize } from './layout'
import {
  cellText,
  isGrave,
  type Report,
  type ReportAttachment,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
} from '#shared/contract/report'

// GB/T 9704: 标题 2号小标宋, 正文 3号仿宋, 一级标题 3号黑体; sizes are half points.
const [titleSize, bodySize, smallSize] = [44, 32, 16]
const tableSizes = { portrait: 18, landscape: 14 }
const titleFont = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '方正小标宋简体' }
const bodyFont = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' }
const headFont = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' }

// Millimetres of A4's margins after GB/T 9704, and twentieths of a point in one millimetre.
const twips = 56.7
const upright = { top: 37 * twips, bottom: 35 * twips, left: 28 * twips, right: 26 * twips }
const wide = { top: 18 * twips, bottom: 18 * twips, left: 14 * twips, right: 14 * twips }
const papers = {
  A4: { width: 210 * twips, height: 297 * twips },
  A3: { width: 297 * twips, height: 420 * twips },
}
/** 28 磅固定行距 */
const lines = { line: 560, lineRule: 'exact' as const }
const twoCharacters = { firstLine: 640 }

/** The report as an official document that Word and WPS open and edit. */
export async function reportDocx(report: Report): Promise<Uint8Array> {
  const docx = await import('docx')
  const { size, orientation, margin, paper } = paperOf(docx, report)
  const document = new docx.Document({
    title: report.title,
    styles: { default: { document: { run: { font: bodyFont, size: bodySize } } } },
    sections: [
      {
        properties: { page: { size: { ...size, orientation }, margin } },
        footers: { default: pageNumbers(docx) },
        children: [
          ...opening(docx, report),
          ...blocksInWord(docx, report.blocks, paper),
          ...attachmentLines(report).map((line) => plain(docx, line)),
          ...signature(docx, report),
          ...(report.attachments ?? []).flatMap((attachment, at) => attached(docx, attachment, at, paper)),
          ...copies(docx, report),
        ],
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toBuffer(document))
}

type Library = typeof Docx

/** What a table has room for. */
interface Paper {
  readonly width: number
  readonly textSize: number
}

function paperOf({ PageOrientation }: Library, report: Report) {
  const { landscape } = report
  const size = papers[paperSize(report)]
  const margin = landscape ? wide : upright
  const width = Math.floor((landscape ? size.height : size.width) - margin.left - margin.right)
  const paper: Paper = { width, textSize: landscape ? tableSizes.landscape : tableSizes.portrait }
  return { size, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT, margin, paper }
}

/** — 1 —, as official documents number their pages. */
function pageNumbers({ AlignmentType, Footer, PageNumber, Paragraph, TextRun }: Library) {
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28 })
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] })
}

function opening(docx: Library, report: Report) {
  const { AlignmentType, Paragraph, TextRun } = docx
  const { title, subtitle, to } = report
  const centred = (text: string, font: typeof bodyFont, size: number) =>
    new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, font, size })] })
  return [
    ...letterheadInWord(docx, report),
    centred(title, titleFont, titleSize),
    centred(subtitle, bodyFont, 28),
    new Paragraph({}),
    ...(to === null ? [] : [new Paragraph({ spacing: lines, children: [new TextRun(to)] })]),
  ]
}

const plain = ({ Paragraph, TextRun }: Library, text: string) =>
  new Paragraph({ spacing: lines, indent: twoCharacters, children: [new TextRun(text)] })

/** 落款 */
function signature({ AlignmentType, Paragraph, TextRun }: Library, { issued }: Report) {
  const right = (text: string) =>
    new Paragraph({ alignment: AlignmentType.RIGHT, spacing: lines, keepLines: true, children: [new TextRun(text)] })
  return issued === null ? [] : [new Paragraph({}), right(issued.by), right(dateWords(issued.on))]
}

/** 附件 on a page of its own. */
function attached(docx: Library, { title, blocks }: ReportAttachment, at: number, paper: Paper) {
  const { AlignmentType, Paragraph, TextRun } = docx
  return [
    new Paragraph({ pageBreakBefore: true, children: [new TextRun({ text: `附件 ${at + 1}`, font: headFont })] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 200, after: 200 },
      children: [new TextRun({ text: title, font: titleFont, size: 36 })],
    }),
    ...blocksInWord(docx, blocks, paper),
  ]
}

/** 版记 */
function copies({ BorderStyle, Paragraph, TextRun }: Library, { copies: named }: Report) {
  if (named === null) return []
  const rule = { style: BorderStyle.SINGLE, size: 6, space: 4 }
  return [
    new Paragraph({
      spacing: { before: 400 },
      border: { top: rule, bottom: rule },
      children: [new TextRun({ text: `抄送：${named}`, size: 28 })],
    }),
  ]
}

/** 发文机关标志 and 发文字号 above a red line. */
function letterheadInWord({ AlignmentType, BorderStyle, Paragraph, TextRun }: Library, { letterhead }: Report) {
  if (!letterhead) return []
  const red = 'C8161D'
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 300, after: 300 },
      children: [new TextRun({ text: letterhead.agency, font: titleFont, size: 60, bold: true, color: red })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 400 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, space: 6, color: red } },
      children: [new TextRun(letterhead.number)],
    }),
  ]
}

function blocksInWord(docx: Library, blocks: readonly ReportBlock[], paper: Paper) {
  return blocks.flatMap((block, at) => [
    ...(isCaptioned(blocks, at) && block.type === 'table' ? [captionInWord(docx, block.caption)] : []),
    ...inWord(docx, block, paper),
  ])
}

const captionInWord = ({ AlignmentType, Paragraph, TextRun }: Library, text: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 160, after: 80 },
    keepNext: true,
    children: [new TextRun({ text, font: headFont, size: 24 })],
  })

function inWord(docx: Library, block: ReportBlock, paper: Paper) {
  const { Paragraph, TextRun } = docx
  switch (block.type) {
    case 'heading': {
      const run = new TextRun({ text: block.text, font: headFont })
      return [new Paragraph({ spacing: lines, indent: twoCharacters, keepNext: true, children: [run] })]
    }
    case 'paragraph':
      return [new Paragraph({ spacing: lines, indent: twoCharacters, children: [new TextRun(block.text)] })]
    case 'statement':
      return [new Paragraph({ spacing: lines, children: [new TextRun({ text: block.text, bold: true })] })]
    case 'facts':
      return [factsInWord(docx, block.rows, paper), new Paragraph({})]
    case 'table':
      return block.rows.length === 0
        ? [new Paragraph({ spacing: lines, indent: twoCharacters, children: [new TextRun(block.empty)] })]
        : [tableInWord(docx, block, paper), new Paragraph({})]
    case 'small-print':
      return block.lines.map((text) => new Paragraph({ children: [new TextRun({ text, size: smallSize })] }))
  }
}

function cellInWord(
  { AlignmentType, Paragraph, ShadingType, TableCell, TextRun, VerticalAlign }: Library,
  cell: ReportCell,
  { width, textSize, align, isHead }: Paper & { readonly align: ReportColumn['align']; readonly isHead: boolean },
) {
  const look = {
    size: textSize,
    ...(isHead && { font: headFont }),
    ...(isGrave(cell) && { bold: true, color: 'C8161D' }),
  }
  const runs = linesOf(cellText(cell)).map((text, at) => new TextRun({ text, ...look, ...(at > 0 && { break: 1 }) }))
  return new TableCell({
    width: { size: width, type: 'dxa' },
    verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
    margins: { top: 40, bottom: 40, left: 70, right: 70 },
    ...(isHead && { shading: { type: ShadingType.CLEAR, fill: 'EDEDED' } }),
    children: [
      new Paragraph({
        alignment: { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align],
        children: runs,
      }),
    ],
  })
}

function factsInWord(docx: Library, rows: readonly { name: string; value: string }[], { width, textSize }: Paper) {
  const [nameWidth, valueWidth] = [Math.floor(width * 0.24), Math.floor(width * 0.76)]
  return new docx.Table({
    width: { size: width, type: 'dxa' },
    columnWidths: [nameWidth, valueWidth],
    rows: rows.map(
      ({ name, value }) =>
        new docx.TableRow({
          cantSplit: true,
          children: [
            cellInWord(docx, name, { width: nameWidth, textSize, align: 'left', isHead: true }),
            cellInWord(docx, value, { width: valueWidth, textSize, align: 'left', isHead: false }),
          ],
        }),
    ),
  })
}

function tableInWord(docx: Library, { columns, rows }: ReportTable, { width, textSize }: Paper) {
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.floor((column.width / whole) * width))
  const rowOf = (cells: readonly ReportCell[], isHead: boolean) =>
    new docx.TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: cells.map((cell, index) =>
        cellInWord(docx, cell, {
          width: widths[index] ?? 0,
          textSize,
          align: isHead ? 'center' : (columns[index]?.align ?? 'left'),
          isHead,
        }),
      ),
    })
  return new docx.Table({
    width: { size: width, type: 'dxa' },
    columnWidths: widths,
    rows: [
      rowOf(
        columns.map(({ title }) => title),
        true,
      ),
      ...rows.map((cells) => rowOf(cells, false)),
    ],
  })
}
