import type { PDFPageProxy } from 'pdfjs-dist'

/** Words of comments, form fields with their choices and hints, links and labels of a page, hidden ones too. */
export async function annotationWords(page: PDFPageProxy): Promise<string> {
  const annotations: Record<string, unknown>[] = await page.getAnnotations({ intent: 'any' })
  return annotations.flatMap(wordsOf).join('\n')
}

const keys = [
  'contentsObj',
  'fieldValue',
  'defaultFieldValue',
  'alternativeText',
  'titleObj',
  'fieldName',
  'textContent',
  'url',
  'filename',
]

const wordsOf = (annotation: Record<string, unknown>): string[] => [
  ...keys.flatMap((key) => strings(annotation[key])),
  ...strings(choices(annotation['options'])),
  ...strings(richText(annotation['richText'])),
]

const choices = (options: unknown): unknown =>
  Array.isArray(options) ? options.map((option: Record<string, unknown>) => option['displayValue']) : undefined

const richText = (rich: unknown): unknown =>
  typeof rich === 'object' && rich !== null && 'str' in rich ? rich.str : undefined

/** The strings in a value, be it one, a list, or an object of a string and its direction. */
export function strings(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  return typeof value === 'object' && value !== null && 'str' in value ? strings(value.str) : []
}

/** What the page is said to show to people who cannot see it. */
export async function structureWords(page: PDFPageProxy): Promise<string> {
  const words: string[] = []
  const waiting: unknown[] = [await page.getStructTree()]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if ('alt' in node) words.push(...strings(node.alt))
    if ('children' in node && Array.isArray(node.children)) waiting.push(...node.children)
  }
  return words.join('\n')
}
