import { decodedName, looksWritten } from '#shared/content-check/decoded-text'
import { TiffReader } from './tiff-reader'

/** Tags of TIFF and EXIF that hold words, with how they keep them. */
const wordTags: Readonly<Record<number, 'text' | 'wide' | 'comment'>> = {
  0x010d: 'text',
  0x010e: 'text',
  0x0131: 'text',
  0x013b: 'text',
  0x013c: 'text',
  0x8298: 'text',
  0x9286: 'comment',
  0x9c9b: 'wide',
  0x9c9c: 'wide',
  0x9c9d: 'wide',
  0x9c9e: 'wide',
  0x9c9f: 'wide',
  0xa430: 'text',
}
const innerTables = new Set([0x8769, 0x8825])
const mostTables = 64

/** Words in the tags of a TIFF structure, which is also what EXIF is: descriptions, authors, comments. One a line. */
export function exifWords(bytes: Uint8Array): string {
  const tiff = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (tiff.length < 8) return ''
  const reader = new TiffReader(tiff)
  const words: string[] = []
  const waiting = [reader.long(4)]
  const seen = new Set<number>()
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === 0 || seen.has(at) || seen.size >= mostTables) continue
    seen.add(at)
    readTable(reader, at, words, waiting)
  }
  return words.filter(Boolean).join('\n')
}

function readTable(reader: TiffReader, at: number, words: string[], waiting: number[]): void {
  const count = reader.short(at)
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12
    const tag = reader.short(entry)
    const { place, size } = reader.content(entry)
    if (innerTables.has(tag)) waiting.push(reader.long(entry + 8))
    else if (wordTags[tag]) words.push(decoded(reader.bytes.subarray(place, place + size), wordTags[tag]))
  }
  waiting.push(reader.long(at + 2 + count * 12))
}

function decoded(bytes: Buffer, how: 'text' | 'wide' | 'comment'): string {
  if (how === 'wide') return bytes.toString('utf16le').replaceAll('\0', '')
  const isComment = how === 'comment'
  const isUnicode = isComment && bytes.toString('latin1', 0, 7) === 'UNICODE'
  const content = isComment ? bytes.subarray(8) : bytes
  return isUnicode ? unicodeComment(content) : decodedName(content).replaceAll('\0', '')
}

/** The standard does not say in which order the bytes of such a comment stand; the readable one is right. */
function unicodeComment(bytes: Buffer): string {
  const little = bytes.toString('utf16le')
  const big = Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
  return (looksWritten(little) ? little : big).replaceAll('\0', '')
}
