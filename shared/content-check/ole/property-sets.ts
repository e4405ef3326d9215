import iconv from 'iconv-lite'
import { bufferOf, type OleStorage } from './storage'

const types = { short: 0x02, bytes: 0x1e, wide: 0x1f, vector: 0x1000, variant: 0x0c }
const codePageId = 1
const utf8 = 65001

/** Title, subject, author, comments and the user's own properties (MS-OLEPS), one a line. */
export function documentProperties(storage: OleStorage): string {
  const sets = ['\u0005SummaryInformation', '\u0005DocumentSummaryInformation'].map((name) => storage.get(name))
  return sets.flatMap((stream) => (stream ? propertySet(bufferOf(stream.read())) : [])).join('\n')
}

function propertySet(bytes: Buffer): string[] {
  const sections = bytes.length < 48 ? 0 : Math.min(2, bytes.readUInt32LE(24))
  return Array.from({ length: sections }, (_, index) => bytes.readUInt32LE(28 + index * 20 + 16)).flatMap((at) =>
    sectionStrings(bytes.subarray(at)),
  )
}

function sectionStrings(section: Buffer): string[] {
  const count = Math.min(section.readUInt32LE(4), Math.floor((section.length - 8) / 8))
  const entries = Array.from({ length: count }, (_, index) => ({
    id: section.readUInt32LE(8 + index * 8),
    at: section.readUInt32LE(12 + index * 8),
  })).filter(({ at }) => at + 4 <= section.length)
  const codePage = entries.find(({ id, at }) => id === codePageId && section.readUInt16LE(at) === types.short)
  const encoding = encodingOf(codePage ? section.readUInt16LE(codePage.at + 4) : 1252)
  return entries.flatMap(({ at }) => valueStrings(section, at, encoding))
}

function encodingOf(codePage: number): string {
  if (codePage === utf8) return 'utf-8'
  if (codePage === 936) return 'gb18030'
  return iconv.encodingExists(`cp${codePage}`) ? `cp${codePage}` : 'gb18030'
}

function valueStrings(section: Buffer, at: number, encoding: string): string[] {
  const type = section.readUInt16LE(at)
  if ((type & types.vector) === 0) return stringAt(section, at + 4, type, encoding).strings
  const strings: string[] = []
  let next = at + 8
  for (let left = section.readUInt32LE(at + 4); left > 0 && next + 8 <= section.length; left--) {
    const isVariant = (type & 0xfff) === types.variant
    const inner = isVariant ? section.readUInt16LE(next) : type & 0xfff
    const read = stringAt(section, isVariant ? next + 4 : next, inner, encoding)
    strings.push(...read.strings)
    next = read.end
  }
  return strings
}

function stringAt(section: Buffer, at: number, type: number, encoding: string): { strings: string[]; end: number } {
  if (type !== types.bytes && type !== types.wide) return { strings: [], end: at + 4 }
  const length = section.readUInt32LE(at) * (type === types.wide ? 2 : 1)
  const bytes = section.subarray(at + 4, at + 4 + length)
  const isWide = type === types.wide || encoding === 'cp1200'
  const text = isWide ? bytes.toString('utf16le') : iconv.decode(bytes, encoding)
  return { strings: [text.replaceAll('\0', '')].filter(Boolean), end: at + 4 + length }
}
