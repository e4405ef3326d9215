import { contentTypes, officePackage, relationships, xmlText } from './package'

export type Rows = readonly (readonly string[])[]

const names = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const cellName = (row: number, column: number) => `${String.fromCharCode(65 + column)}${row + 1}`

/** Texts stand once in a table of their own, and cells name them by number, as office programs write it. */
function sheetOf(rows: Rows, texts: readonly string[]): string {
  const cell = (text: string, row: number, column: number) =>
    `<c r="${cellName(row, column)}" t="s"><v>${texts.indexOf(text)}</v></c>`
  const lines = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, row, column)).join('')}</row>`,
  )
  return `<worksheet xmlns="${names}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

/** A workbook of one sheet; at most 26 columns. */
export function xlsx(sheetName: string, rows: Rows): Uint8Array {
  const texts = [...new Set(rows.flat())]
  return officePackage({
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': 'spreadsheetml.sheet.main',
      'xl/worksheets/sheet1.xml': 'spreadsheetml.worksheet',
      'xl/sharedStrings.xml': 'spreadsheetml.sharedStrings',
    }),
    '_rels/.rels': relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<workbook xmlns="${names}" xmlns:r="${links}"><sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      { type: 'worksheet', target: 'worksheets/sheet1.xml' },
      { type: 'sharedStrings', target: 'sharedStrings.xml' },
    ]),
    'xl/worksheets/sheet1.xml': sheetOf(rows, texts),
    'xl/sharedStrings.xml': `<sst xmlns="${names}">${texts.map((text) => `<si><t>${xmlText(text)}</t></si>`).join('')}</sst>`,
  })
}
