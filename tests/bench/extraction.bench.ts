import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { wordFile } from '#tests/fixtures/files/formats/word'
import { chineseFont, pdfOf, utf16Hex, type PdfObject } from '#tests/fixtures/files/pdf-of'
import type { Bench, Row } from './bench'
import { median } from './lab/statistics'

const rounds = 5
const files = { docx: 60, pdf: 20 }
const pages = 20
const lineLength = 38
const linesOnPage = 28

/** Bodies of real regulations, long enough to fill the files. */
function prose(root: string): string[] {
  const file = path.join(root, 'platform/demo/data/regulations.jsonl.gz')
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)
  return lines.slice(0, 200).map((line) => (JSON.parse(line) as { body: string }).body)
}

/** Two runs a paragraph, as Word cuts them. */
function docxOf(text: string): Uint8Array {
  const run = (words: string) =>
    `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>${words.replace(/[<&]/g, '')}</w:t></w:r>`
  const paragraphs = text.split('\n').map((line) => `<w:p>${run(line.slice(0, 20))}${run(line.slice(20))}</w:p>`)
  return wordFile(paragraphs.join(''))
}

function pdfOfPages(text: string): Uint8Array {
  const letters = [...text.replace(/\s/g, '')].filter((letter) => letter.length === 1).join('')
  const contents = Array.from({ length: pages }, (_, page): PdfObject => {
    const lines = Array.from({ length: linesOnPage }, (_, line) => {
      const from = ((page * linesOnPage + line) * lineLength) % Math.max(1, letters.length - lineLength)
      return `BT /F1 12 Tf 60 ${780 - line * 26} Td <${utf16Hex(letters.slice(from, from + lineLength))}> Tj ET`
    })
    return { dictionary: '', stream: Buffer.from(lines.join('\n')) }
  })
  const numberOf = (page: number) => 6 + page * 2
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${contents.map((_, page) => `${numberOf(page)} 0 R`).join(' ')}] /Count ${pages} >>`,
    ...chineseFont(3),
    ...contents.flatMap((content, page) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${numberOf(page) + 1} 0 R >>`,
      content,
    ]),
  ])
}

/** Files a second through one reading process. */
async function speedOf(checker: FileChecker, file: string, contents: readonly Uint8Array[]): Promise<number> {
  const begun = performance.now()
  for (const bytes of contents) {
    const [verdict] = await checker.check({ file, source: { bytes } })
    if (!verdict || verdict.unreadable !== undefined) throw new Error(verdict?.unreadable ?? 'no verdict')
  }
  return contents.length / ((performance.now() - begun) / 1000)
}

async function measured(name: string, file: string, contents: readonly Uint8Array[], target: number): Promise<Row> {
  const checker = createFileChecker({ concurrency: 1 })
  try {
    await speedOf(checker, file, contents.slice(0, 3))
    const speeds: number[] = []
    for (let round = 0; round < rounds; round++) speeds.push(await speedOf(checker, file, contents))
    const value = median(speeds)
    return { name, value, unit: 'files/s', target: `≥ ${target} files/s`, met: value >= target }
  } finally {
    checker.close()
  }
}

export const bench: Bench = {
  name: 'extraction',
  async run({ root }) {
    const texts = prose(root)
    const length = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length)
    const docx = texts.slice(0, files.docx).map(docxOf)
    const pdf = texts.slice(0, files.pdf).map(pdfOfPages)
    return [
      await measured(
        `docx of ${length.toLocaleString('en')} characters, read and checked, one process`,
        'a.docx',
        docx,
        20,
      ),
      await measured(`pdf of ${pages} pages of text, read and checked, one process`, 'a.pdf', pdf, 10),
    ]
  },
}
