import { isAppError } from '#shared/contract/app-error'
import type { ExtractContext, ExtractedPart } from './extractor'
import { damaged } from './unreadable'
import { readXml } from './xml-events'
import { isZip, openZip, type ZipEntry } from './zip-reader'

/** Entries of an OOXML file (GB/T 32390, ECMA-376) by name. */
export type OfficePackage = ReadonlyMap<string, ZipEntry>

export const openOfficePackage = ({ budget }: ExtractContext, bytes: Uint8Array): OfficePackage => {
  const entries = openZip(bytes)
  budget.spendEntries(entries.length)
  return new Map(entries.map((entry) => [entry.name, entry]))
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

/** Document properties and custom XML, which keep titles, keywords and form data. */
export function propertyParts(office: OfficePackage, { budget }: ExtractContext): ExtractedPart[] {
  return [...office.values()]
    .filter(({ name }) => /^(docProps\/.*|customXml\/item\d*)\.xml$/.test(name))
    .flatMap((entry) => readPart('properties', () => [{ part: 'properties', text: plainXmlText(entry.read(budget)) }]))
}

/** Hands the files embedded in a document on to be read by themselves. */
export async function readEmbedded(office: OfficePackage, context: ExtractContext): Promise<void> {
  for (const entry of office.values())
    if (/\/embeddings\/[^/]+$/.test(entry.name)) await context.member(entry.name, entry.read(context.budget))
}
