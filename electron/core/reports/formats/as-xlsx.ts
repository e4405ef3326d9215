import type { SheetData } from 'write-excel-file/node'
import { dateWords } from '#core/reports/words'
import { attachmentLines, linesOf, paperSize } from './layout'
import { printable } from './print-setup'
import {
  cellText,
  isGrave,
  type Report,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
} from '#shared/contract/report'

const frame = { borderColor: '#595959', borderStyle: 'thin', wrap: true, alignVertical: 'top' } as const
const head = {
  ...frame,
  align: 'center',
  alignVertical: 'center',
  fontWeight: 'bold',
  backgroundColor: '#EDEDED',
} as const

/** A workbook: the words of the report on the first sheet, each table on one of its own with its header row frozen. */
export async function reportXlsx(report: Report): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/node')
  const blocks = [...report.blocks, ...(report.attachments ?? []).flatMap((attachment) => attachment.blocks)]
  const tables = blocks.filter((block) => block.type === 'table')
  const sheets = [
    ...(tables.length === blocks.length
      ? []
      : [{ data: wordsOf(report), sheet: '说明', columns: [{ width: 18 }, { width: 66 }] }]),
    ...tables.map((table) => ({
      data: sheetOf(table),
      sheet: sheetName(table.caption),
      columns: table.columns.map((column) => ({ width: sheetWidth(column) })),
      stickyRowsCount: 1,
    })),
  ]
  const workbook = await write(sheets, { fontFamily: '宋体', fontSize: 10 }).toBuffer()
  return printable(new Uint8Array(workbook), { landscape: report.landscape, size: paperSize(report) })
}

/** What Excel takes as a sheet's name: at most 31 characters, none of `:\/?*[]`. */
const sheetName = (caption: string): string => caption.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31)

const lineHeight = 15

/** In characters, of which Han take two. */
const sheetWidth = ({ width }: ReportColumn): number => Math.max(8, width * 1.4)
const charactersIn = (text: string): number => text.replace(/[^\x20-\x7e]/g, '  ').length

/** Rows don't grow by themselves in every program. */
function rowHeight(cells: readonly ReportCell[], columns: readonly ReportColumn[]): number {
  const counts = cells.map((cell, at) => {
    const room = Math.floor((columns[at] ? sheetWidth(columns[at]) : 8) - 1)
    return linesOf(cellText(cell)).reduce((sum, line) => sum + Math.max(1, Math.ceil(charactersIn(line) / room)), 0)
  })
  return Math.max(...counts) * lineHeight + 2
}

function sheetOf({ columns, rows, empty }: ReportTable): SheetData {
  const header = columns.map(({ title }) => ({ value: title, ...head }))
  if (rows.length === 0) return [header, [{ value: empty, columnSpan: columns.length, ...frame }]]
  const body = rows.map((cells) =>
    cells.map((cell, index) => ({
      ...(typeof cell === 'number' ? { value: cell, type: Number } : { value: cellText(cell), type: String }),
      ...frame,
      height: rowHeight(cells, columns),
      align: columns[index]?.align ?? ('left' as const),
      ...(isGrave(cell) && { textColor: '#C8161D', fontWeight: 'bold' as const }),
    })),
  )
  return [header, ...body]
}

/** Han characters that a line of the words' sheet has room for. */
const charactersALine = 44

const indent = '\u3000\u3000'

/** A line across the sheet; a merged cell doesn't grow by itself. */
const across = (value: string, look: object = {}): SheetData[number] => [
  { value, columnSpan: 2, wrap: true, alignVertical: 'top', height: heightOf(value), ...look },
  null,
]
const heightOf = (text: string): number => Math.ceil(text.length / charactersALine) * lineHeight + 3

function wordsOf(report: Report): SheetData {
  const { letterhead, title, subtitle, to, blocks, issued, copies } = report
  const filled = (texts: readonly string[], look?: object) =>
    texts.filter((line) => line !== '').map((line) => across(line, look))
  const right = { align: 'right' } as const
  return [
    ...filled([letterhead?.agency ?? '', letterhead?.number ?? ''], { align: 'center', textColor: '#C8161D' }),
    across(title, { fontWeight: 'bold', fontSize: 16, align: 'center', height: 28 }),
    ...filled([subtitle], { align: 'center' }),
    ...filled([to ?? '']),
    ...blocks.flatMap(wordsOfBlock),
    ...filled(attachmentLines(report)),
    ...filled([issued?.by ?? '', issued ? dateWords(issued.on) : ''], right),
    ...filled([copies === null ? '' : `抄送：${copies}`]),
  ]
}

function wordsOfBlock(block: ReportBlock): SheetData {
  switch (block.type) {
    case 'heading':
      return [across(block.text, { fontWeight: 'bold' })]
    case 'paragraph':
    case 'statement':
      return [across(`${indent}${block.text}`)]
    case 'facts':
      return block.rows.map(({ name, value }) => [
        { value: name, ...head, align: 'left' },
        { value, ...frame },
      ])
    case 'small-print':
      return block.lines.map((line) => across(line))
    case 'table':
      return [across(`${indent}（见工作表“${sheetName(block.caption)}”）`)]
  }
}
