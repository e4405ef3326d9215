import type { PDFPageProxy } from 'pdfjs-dist'
import type { ExtractContext, ExtractedPart } from '#shared/content-check/extractor'
import { recognisedPart } from '#shared/content-check/picture/recognised-part'
import { garbageRatio } from './garbage'
import { lineText } from './line-text'
import { pagePicture } from './page-picture'
import { annotationsOf, annotationWords, pinnedFiles, structureWords } from './page-notes'

const mostGarbage = 0.2

/** The words of a page. One without text, or with text that is nonsense, is printed to a picture and recognised. */
export async function pageParts(page: PDFPageProxy, context: ExtractContext): Promise<ExtractedPart[]> {
  const part = `page ${page.pageNumber}`
  const { items } = await page.getTextContent()
  const text = lineText(items.filter((item) => 'str' in item))
  const annotations = await annotationsOf(page)
  for (const { name, content } of pinnedFiles(annotations)) await context.member(name, content)
  const parts: ExtractedPart[] = [
    { part, text },
    { part: `${part} annotations`, text: annotationWords(annotations) },
    { part: `${part} alt`, text: await structureWords(page) },
  ]
  const where = `第 ${page.pageNumber} 页`
  const garbage = garbageRatio(text)
  if (garbage > mostGarbage)
    parts.push({ part, text: '', note: `${where}文字层 ${Math.round(garbage * 100)}% 为乱码，已改为识别` })
  if (text.trim() === '' || garbage > mostGarbage)
    if (!(await isBlank(page))) parts.push(await recognisedPart(part, where, () => pagePicture(page), context))
  return parts
}

/** Whether the page paints nothing at all. */
async function isBlank(page: PDFPageProxy): Promise<boolean> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const painting = new Set(
    Object.entries(OPS)
      .filter(([name]) =>
        /^(?:paint|fill|eoFill|stroke|closeFill|closeStroke|closeEOFill|shadingFill|show|constructPath)/.test(name),
      )
      .map(([, operator]) => operator),
  )
  const { fnArray } = await page.getOperatorList()
  return !fnArray.some((operator) => painting.has(operator))
}
