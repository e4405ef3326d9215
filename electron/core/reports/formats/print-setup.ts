import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

const sheetFile = /^xl\/worksheets\/sheet(\d+)\.xml$/

/** What comes behind a sheet's page set-up in its XML: it has to stand before these. */
const behind = /(<(?:headerFooter|rowBreaks|colBreaks|drawing|legacyDrawing|tableParts|extLst)[ >]|<\/worksheet>)/

interface Paper {
  readonly landscape: boolean
  readonly size: 'A4' | 'A3'
}

/** As Excel numbers them. */
const paperNumbers = { A4: 9, A3: 8 } as const

function sheetForPaper(xml: string, { landscape, size }: Paper): string {
  const orientation = landscape ? 'landscape' : 'portrait'
  const setup =
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="${paperNumbers[size]}" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>'
  return xml
    .replace(/<sheetPr[^>]*\/>|<sheetPr[\s\S]*?<\/sheetPr>|<pageMargins[^>]*\/>|<pageSetup[^>]*\/>/g, '')
    .replace(/<worksheet[^>]*>/, (start) => `${start}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
    .replace(behind, (next) => setup + next)
}

/** The first row of each sheet whose rows are headed by it, again on every page. */
function titleRows(workbook: string, headed: readonly boolean[]): string {
  const sheets = [...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name = '']) => name)
  const names = sheets
    .map((name, at) =>
      headed[at]
        ? `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${name.replaceAll("'", "''")}'!$1:$1</definedName>`
        : '',
    )
    .join('')
  return names === '' ? workbook : workbook.replace('</sheets>', `</sheets><definedNames>${names}</definedNames>`)
}

/** A workbook that prints as it is meant to: each sheet as wide as a page, its header on every page, pages numbered. */
export function printable(workbook: Uint8Array, paper: Paper): Uint8Array {
  const files = unzipSync(workbook)
  const sheets = Object.keys(files)
    .filter((name) => sheetFile.test(name))
    .sort((one, other) => Number(sheetFile.exec(one)?.[1]) - Number(sheetFile.exec(other)?.[1]))
  const xmls = sheets.map((name) => strFromU8(files[name] ?? new Uint8Array()))
  for (const [at, name] of sheets.entries()) files[name] = strToU8(sheetForPaper(xmls[at] ?? '', paper))
  const headed = xmls.map((xml) => xml.includes('<pane '))
  const book = files['xl/workbook.xml']
  if (book) files['xl/workbook.xml'] = strToU8(titleRows(strFromU8(book), headed))
  return zipSync(files)
}
