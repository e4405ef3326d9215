import { strToU8, zipSync, type Zippable } from 'fflate'
import { compoundFileOf } from '#tests/fixtures/files/compound-file-of'

/** Files of the formats that are checked, made from nothing so that each holds exactly what its test says. */
const word =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="x" xmlns:v="y" xmlns:mc="z"'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`

export const idNumber = '11010519491231002X'
export const otherIdNumber = '440524188001010014'

/** A paragraph whose text is cut into the given runs. */
export const paragraph = (...runs: readonly string[]) =>
  `<w:p>${runs.map((run) => `<w:r><w:rPr><w:b/></w:rPr><w:t>${run}</w:t></w:r>`).join('')}</w:p>`

const wordPart = (name: string, inner: string) => strToU8(`${declaration}<w:${name} ${word}>${inner}</w:${name}>`)

/** A docx of a body and further files under word/, as `{ header1: ['hdr', xml] }`. */
export function docx(
  body: string,
  files: Readonly<Record<string, readonly [element: string, inner: string]>> = {},
  more: Zippable = {},
) {
  const others = Object.entries(files).map(([file, [element, inner]]) => [`word/${file}.xml`, wordPart(element, inner)])
  return zipSync({
    '[Content_Types].xml': strToU8(contentTypes),
    'word/document.xml': wordPart('document', `<w:body>${body}</w:body>`),
    ...Object.fromEntries(others),
    ...more,
  })
}

export interface TestSheet {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  /** XML of the rows. */
  readonly rows: string
}

const spreadsheet =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A row of cells: strings are kept inline, numbers as numbers, `{ shared: n }` points to a shared string. */
export const row = (...cells: readonly (string | number | { readonly shared: number })[]) =>
  `<row>${cells.map(cellXml).join('')}</row>`

function cellXml(cell: string | number | { readonly shared: number }): string {
  if (typeof cell === 'number') return `<c><v>${cell.toExponential(14).replace('e', 'E')}</v></c>`
  if (typeof cell === 'string') return `<c t="inlineStr"><is><t>${cell}</t></is></c>`
  return `<c t="s"><v>${cell.shared}</v></c>`
}

export function xlsx(sheets: readonly TestSheet[], shared: readonly string[] = []) {
  const entries = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const files = sheets.map(({ rows }, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    strToU8(`${declaration}<worksheet ${spreadsheet}><sheetData>${rows}</sheetData></worksheet>`),
  ])
  return zipSync({
    '[Content_Types].xml': strToU8(contentTypes),
    'xl/workbook.xml': strToU8(
      `${declaration}<workbook ${spreadsheet}><sheets>${entries.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(`${declaration}<Relationships>${relations.join('')}</Relationships>`),
    'xl/sharedStrings.xml': strToU8(
      `${declaration}<sst ${spreadsheet}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ),
    ...Object.fromEntries(files),
  })
}

const utf16Hex = (text: string) =>
  [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join('')

/** A PDF that shows each text on its own page in a Chinese font that is not embedded, as office software writes it; '' is a blank page. */
export function chinesePdf(...pages: readonly string[]): Uint8Array {
  const font =
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>'
  const descendant =
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 5 0 R >>'
  const descriptor =
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>'
  const pageObjects = pages.flatMap((text, index) => pageOf(text, 6 + index * 2))
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ')
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font,
    descendant,
    descriptor,
    ...pageObjects,
  ])
}

function pageOf(text: string, number: number): string[] {
  const content = text === '' ? '' : `BT /F1 12 Tf 72 700 Td <${utf16Hex(text)}> Tj ET`
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${number + 1} 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
}

function pdfOf(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  file += `${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return strToU8(file, true)
}

/** An Office file behind a password: an OLE file with the encrypted package in it. */
export const protectedOffice = () =>
  compoundFileOf({ EncryptedPackage: Buffer.alloc(5000, 1), EncryptionInfo: Buffer.alloc(200) })

/** A zip file of one entry of zeros that unpacks to the given size. */
export const zipBomb = (megabytes: number) =>
  zipSync({ 'zeros.txt': new Uint8Array(megabytes * 1_000_000) }, { level: 9 })
