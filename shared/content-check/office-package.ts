import { isAppError } from '#shared/contract/app-error'
import type { ExtractContext, ExtractedPart } from './extractor'
import { macroProjectText } from './ole/macros'
import { damaged } from './unreadable'
import { readXml } from './xml-events'
import { isZip, openZip, type ZipEntry } from './zip-reader'

/** Entries of an OOXML file (GB/T 32390, ECMA-376) by name. */
export type OfficePackage = ReadonlyMap<string, ZipEntry>

export const openOfficePackage = ({ budget }: ExtractContext, bytes: Uint8Array): OfficePackage => {
  const entries = openZip(bytes)
  budget.spendEntries(entries.length)
  const office = new Map(entries.map((entry) => [entry.name, entry]))
  // Of two files of one name each program shows another.
  if (office.size < entries.length) throw damaged()
  return office
}

/** Whether the bytes are a zip file with the content types of OOXML and something in the folder. */
export function isOfficePackage(bytes: Uint8Array, folder: string): boolean {
  if (!isZip(bytes)) return false
  try {
    const names = openZip(bytes).map(({ name }) => name)
    return names.includes('[Content_Types].xml') && names.some((name) => name.startsWith(folder))
  } catch {
    return false
  }
}

/** Runs `read`; when that fails the part is marked unreadable and the others are still read. */
export function readPart(part: string, read: () => ExtractedPart[]): ExtractedPart[] {
  try {
    return read()
  } catch (error) {
    return [{ part, text: '', unreadable: (isAppError(error) ? error : damaged()).message }]
  }
}

/** All text of an XML file, one element a line. */
export function plainXmlText(bytes: Uint8Array): string {
  const lines: string[] = []
  readXml(bytes, { text: (text) => text.trim() !== '' && lines.push(text) })
  return lines.join('\n')
}

const isWordy = (value: string) => /[\u2e80-\u9fff]|\d{11}/.test(value)

/** Attributes of an XML file that hold Chinese or long numbers, one a line. */
export function xmlAttributeWords(bytes: Uint8Array): string {
  const lines: string[] = []
  readXml(bytes, { open: (_, attributes) => lines.push(...[...attributes.values()].filter(isWordy)) })
  return lines.join('\n')
}

/** All text of an XML file, and the words of its attributes. */
const allXmlWords = (bytes: Uint8Array) => `${plainXmlText(bytes)}\n${xmlAttributeWords(bytes)}`

// Looks: names of fonts and styles, which are in Chinese and are no words of the document.
const looks = /^(?:word|xl|ppt)\/(?:theme|styles|stylesWithEffects|fontTable|webSettings|numbering|tableStyles|_rels)\b/

/**
 * What stands in the other files of a package, as in caches of pivot tables, which keep the source even when its sheet
 * was deleted, in links to other books, in variables, in lists of names.
 */
export const otherParts = (office: OfficePackage, known: RegExp, { budget }: ExtractContext): ExtractedPart[] =>
  [...office.values()]
    .filter(({ name }) => /^(?:word|xl|ppt)\/.*\.xml$/.test(name) && !known.test(name) && !looks.test(name))
    .flatMap((entry) => {
      const part = entry.name.replace(/^\w+\/|\.xml$/g, '')
      return readPart(part, () => [{ part, text: allXmlWords(entry.read(budget)) }])
    })

/** Document properties and custom XML, which keep titles, keywords and form data. */
export function propertyParts(office: OfficePackage, { budget }: ExtractContext): ExtractedPart[] {
  return [...office.values()]
    .filter(({ name }) => /^(docProps\/.*|customXml\/item\d*)\.xml$/.test(name))
    .flatMap((entry) => readPart('properties', () => [{ part: 'properties', text: plainXmlText(entry.read(budget)) }]))
}

const embedded = /\/(?:embeddings|media)\/[^/]+$/
const drawing = /\.(?:emf|wmf|wdp|svgz?)$/i

/** Hands the files and pictures embedded in a document on to be read by themselves. */
export async function readEmbedded(office: OfficePackage, context: ExtractContext): Promise<void> {
  for (const entry of office.values())
    if (embedded.test(entry.name) && !drawing.test(entry.name))
      await context.member(entry.name, entry.read(context.budget))
}

/** Macros of a document, whose texts are as public as its own, and a word about pictures that are drawings of lines. */
export function sideParts(office: OfficePackage, { budget }: ExtractContext): ExtractedPart[] {
  const drawings = [...office.keys()].filter((name) => embedded.test(name) && drawing.test(name))
  const macros = [...office.values()]
    .filter(({ name }) => /\/vbaProject\.bin$/i.test(name))
    .flatMap((entry) =>
      readPart('macros', () => [{ part: 'macros', text: macroProjectText(entry.read(budget)), note: '文件含宏' }]),
    )
  if (drawings.length === 0) return macros
  return [...macros, { part: 'drawings', text: '', note: `${drawings.length} 幅矢量图未识别` }]
}
