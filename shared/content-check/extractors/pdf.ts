import { createRequire } from 'node:module'
import path from 'node:path'
import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { damaged, passwordProtected, tooLarge } from '#shared/content-check/unreadable'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

const mostPages = 3000

/** PDF by its text layer; a page that has none is marked, since what it shows may be a scan. */
export const extractor: Extractor = {
  name: 'pdf',
  version: 1,
  extensions: ['pdf'],
  sniff: (bytes) => (Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-') ? 1 : 0),
  async extract(bytes, context) {
    const document = await openDocument(bytes)
    try {
      const parts = [...(await pageParts(document)), ...(await propertyParts(document)), ...tail(bytes)]
      await readAttachments(document, context)
      return withText(parts)
    } finally {
      await document.loadingTask.destroy()
    }
  },
}

async function openDocument(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  try {
    return await pdfjs.getDocument({
      data: new Uint8Array(bytes),
      cMapUrl: `${folder}/cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${folder}/standard_fonts/`,
      isEvalSupported: false,
      stopAtErrors: true,
      useSystemFonts: false,
      verbosity: 0,
    }).promise
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? passwordProtected() : damaged()
  }
}

async function pageParts(document: PDFDocumentProxy): Promise<ExtractedPart[]> {
  if (document.numPages > mostPages) throw tooLarge(`多于 ${mostPages} 页`)
  const parts: ExtractedPart[] = []
  for (let number = 1; number <= document.numPages; number++) parts.push(...(await partsOfPage(document, number)))
  return parts
}

async function partsOfPage(document: PDFDocumentProxy, number: number): Promise<ExtractedPart[]> {
  const part = `page ${number}`
  try {
    const page = await document.getPage(number)
    const text = await textOf(page)
    const notes = { part: `${part} annotations`, text: await notesOf(page) }
    page.cleanup()
    return [
      text.trim() === ''
        ? { part, text: '', unreadable: `第 ${number} 页无文字层，可能是扫描件，请人工查看` }
        : { part, text },
      notes,
    ]
  } catch {
    return [{ part, text: '', unreadable: `第 ${number} 页已损坏，请人工查看` }]
  }
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent()
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
}

/** Text of comments and form fields. */
async function notesOf(page: PDFPageProxy): Promise<string> {
  const annotations: Record<string, unknown>[] = await page.getAnnotations()
  return annotations
    .flatMap((annotation) => strings(annotation['contentsObj'], annotation['fieldValue'], annotation['titleObj']))
    .join('\n')
}

const strings = (...values: unknown[]): string[] =>
  values
    .map((value) => (typeof value === 'object' && value !== null && 'str' in value ? value.str : value))
    .filter((value): value is string => typeof value === 'string' && value !== '')

async function propertyParts(document: PDFDocumentProxy): Promise<ExtractedPart[]> {
  const { info, metadata } = await document.getMetadata()
  const told = [...Object.values(info), metadata?.getRaw()]
  return [{ part: 'properties', text: strings(...told).join('\n') }]
}

// Readers repair a file that was cut off, and then show fewer pages than it had.
function tail(bytes: Uint8Array): ExtractedPart[] {
  const isWhole = Buffer.from(bytes.subarray(-2048)).toString('latin1').includes('%%EOF')
  return isWhole ? [] : [{ part: 'file end', text: '', unreadable: damaged().message }]
}

async function readAttachments(document: PDFDocumentProxy, { member }: ExtractContext): Promise<void> {
  const attachments: Record<string, { filename: string; content: Uint8Array }> | null = await document.getAttachments()
  for (const { filename, content } of Object.values(attachments ?? {})) await member(filename, content)
}
