const lineHeight = 24
const linesPerPage = 28

const hexOf = (text: string) =>
  [...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('')

const pageContent = (lines: readonly string[]) =>
  `BT /F1 14 Tf ${lineHeight} TL 72 770 Td ${lines.map((line) => `<${hexOf(line)}> Tj T*`).join(' ')} ET`

const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`

function pagesOf(lines: readonly string[]): (readonly string[])[] {
  const count = Math.max(1, Math.ceil(lines.length / linesPerPage))
  return Array.from({ length: count }, (_, page) => lines.slice(page * linesPerPage, (page + 1) * linesPerPage))
}

/** Catalogue, page tree and the reader's own Song typeface come first; then each page and its content. */
function objectsOf(lines: readonly string[]): string[] {
  const pages = pagesOf(lines)
  const kids = pages.map((_, page) => `${6 + page * 2} 0 R`).join(' ')
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + index * 2} 0 R >>`,
      stream(pageContent(page)),
    ]),
  ]
}

/** A PDF with a text layer. Lines are not broken: keep them below 32 characters. */
export function pdf(lines: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n'
  const offsets = objectsOf(lines).map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = offsets.length + 1
  return Buffer.from(
    `${file}xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  )
}
