import type { PDFDocumentProxy } from 'pdfjs-dist'
import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { openDocument } from '#shared/content-check/pdf/open-document'
import { strings } from '#shared/content-check/pdf/page-notes'
import { pageParts } from '#shared/content-check/pdf/page-parts'
import { xmpWords } from '#shared/content-check/picture/xmp'
import { damaged, tooLarge } from '#shared/content-check/unreadable'

const mostPages = 3000

/** PDF: text layer, annotations, form fields, bookmarks, properties and attachments; pages without text are recognised. */
export const extractor: Extractor = {
  name: 'pdf',
  version: 2,
  extensions: ['pdf'],
  sniff: (bytes) => (Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-') ? 1 : 0),
  async extract(bytes, context) {
    const document = await openDocument(bytes)
    try {
      const parts = [
        ...(await allPages(document, context)),
        ...(await propertyParts(document)),
        ...(await outlineParts(document)),
        ...(await scriptParts(document)),
        ...tail(bytes),
      ]
      await readAttachments(document, context)
      return withText(parts)
    } finally {
      await document.loadingTask.destroy()
    }
  },
}

async function allPages(document: PDFDocumentProxy, context: ExtractContext): Promise<ExtractedPart[]> {
  if (document.numPages > mostPages) throw tooLarge(`多于 ${mostPages} 页`)
  const parts: ExtractedPart[] = []
  for (let number = 1; number <= document.numPages; number++) parts.push(...(await onePage(document, number, context)))
  return parts
}

async function onePage(document: PDFDocumentProxy, number: number, context: ExtractContext): Promise<ExtractedPart[]> {
  try {
    const page = await document.getPage(number)
    const parts = await pageParts(page, context)
    page.cleanup()
    return parts
  } catch {
    return [{ part: `page ${number}`, text: '', unreadable: damaged().message.replace('文件', `第 ${number} 页`) }]
  }
}

async function propertyParts(document: PDFDocumentProxy): Promise<ExtractedPart[]> {
  const { info, metadata } = await document.getMetadata()
  const own = Object.values(info).flatMap((value) =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : strings(value),
  )
  return [
    { part: 'properties', text: [...own, xmpWords(Buffer.from(strings(metadata?.getRaw()).join('')))].join('\n') },
  ]
}

async function outlineParts(document: PDFDocumentProxy): Promise<ExtractedPart[]> {
  const titles: string[] = []
  const waiting = [...((await document.getOutline()) ?? [])]
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    titles.push(item.title)
    waiting.push(...item.items)
  }
  return [{ part: 'bookmarks', text: titles.reverse().join('\n') }]
}

async function scriptParts(document: PDFDocumentProxy): Promise<ExtractedPart[]> {
  const scripts: object | null = await document.getJSActions()
  return scripts
    ? [{ part: 'macros', text: Object.values(scripts).flatMap(strings).join('\n'), note: '文件含脚本' }]
    : []
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
