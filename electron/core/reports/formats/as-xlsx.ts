import type { SheetData } from 'write-excel-file/node'
import { cellText, isGrave, type Report, type ReportBlock, type ReportTable } from '#shared/contract/report'

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
  const tables = report.blocks.filter((block) => block.type === 'table')
  const orientation = report.landscape ? ('landscape' as const) : undefined
  const sheets = [
    ...(tables.length === report.blocks.length
      ? []
      : [{ data: wordsOf(report), sheet: '说明', columns: [{ width: 18 }, { width: 66 }] }]),
    ...tables.map((table) => ({
      data: sheetOf(table),
      sheet: sheetName(table.caption),
      columns: table.columns.map(({ width }) => ({ width: Math.max(8, width * 1.4) })),
      stickyRowsCount: 1,
      ...(orientation && { orientation }),
    })),
  ]
  return new Uint8Array(await write(sheets, { fontFamily: '宋体', fontSize: 10 }).toBuffer())
}

/** What Excel takes as a sheet's name: at most 31 characters, none of `:\/?*[]`. */
const sheetName = (caption: string): string => caption.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31)

function sheetOf({ columns, rows, empty }: ReportTable): SheetData {
  const header = columns.map(({ title }) => ({ value: title, ...head }))
  if (rows.length === 0) return [header, [{ value: empty, columnSpan: columns.length, ...frame }]]
  const body = rows.map((cells) =>
    cells.map((cell, index) => ({
      ...(typeof cell === 'number' ? { value: cell, type: Number } : { value: cellText(cell), type: String }),
      ...frame,
      align: columns[index]?.align ?? ('left' as const),
      ...(isGrave(cell) && { textColor: '#C8161D', fontWeight: 'bold' as const }),
    })),
  )
  return [header, ...body]
}

function wordsOf({ title, subtitle, to, blocks, issued, copies }: Report): SheetData {
  const lines = (texts: readonly string[]) =>
    texts.filter((line) => line !== '').map((value) => [{ value, columnSpan: 2, wrap: true }, null])
  return [
    [{ value: title, columnSpan: 2, fontWeight: 'bold', fontSize: 16, align: 'center' }, null],
    ...lines([subtitle, to ?? '']),
    ...blocks.flatMap((block) => wordsOfBlock(block, lines)),
    ...lines([issued?.by ?? '', issued?.on ?? '', copies === null ? '' : `抄送：${copies}`]),
  ]
}

function wordsOfBlock(block: ReportBlock, lines: (texts: readonly string[]) => SheetData): SheetData {
  switch (block.type) {
    case 'heading':
      return [[{ value: block.text, columnSpan: 2, fontWeight: 'bold' }, null]]
    case 'paragraph':
    case 'statement':
      return lines([block.text])
    case 'facts':
      return block.rows.map(({ name, value }) => [
        { value: name, ...head, align: 'left' },
        { value, ...frame },
      ])
    case 'small-print':
      return lines(block.lines)
    case 'table':
      return lines([`（见工作表“${sheetName(block.caption)}”）`])
  }
}
