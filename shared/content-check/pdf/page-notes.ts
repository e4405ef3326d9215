import type { PDFPageProxy } from 'pdfjs-dist'

type Annotation = Readonly<Record<string, unknown>>

/** Annotations of a page, hidden ones too. */
export const annotationsOf = (page: PDFPageProxy): Promise<readonly Annotation[]> =>
  page.getAnnotations({ intent: 'any' })

/** Words of comments, form fields with their choices and hints, links and labels. */
export const annotationWords = (annotations: readonly Annotation[]): string => annotations.flatMap(wordsOf).join('\n')

/** Files that are pinned to a place of the page. */
export const pinnedFiles = (annotations: readonly Annotation[]): { name: string; content: Uint8Array }[] =>
  annotations.flatMap(({ file }) => {
    if (typeof file !== 'object' || file === null || !('content' in file) || !(file.content instanceof Uint8Array))
      return []
    const name = 'filename' in file ? strings(file.filename)[0] : undefined
    return [{ name: name ?? 'attachment', content: file.content }]
  })

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

const wordsOf = (annotation: Annotation): string[] => [
  ...keys.flatMap((key) => strings(annotation[key])),
  ...strings(choices(annotation['options'])),
  ...strings(richText(annotation['richText'])),
]

const choices = (options: unknown): unknown =>
  Array.isArray(options) ? options.map((option: Annotation) => option['displayValue']) : undefined

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
