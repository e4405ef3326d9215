import { inflateSync } from 'node:zlib'
import { decodedName } from '#shared/content-check/decoded-text'
import { exifWords } from './exif'
import { xmpWords } from './xmp'

const longestText = 1_000_000
const xmpKeyword = 'XML:com.adobe.xmp'

/** What is written beside the picture: EXIF tags, XMP, IPTC captions, comments and text chunks. */
export function pictureWords(bytes: Uint8Array): { exif: string; xmp: string; comments: string } {
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const [exif, comments] = [exifBlocks(picture).map(exifWords), commentsOf(picture)]
  return { exif: exif.join('\n'), xmp: xmpWords(picture), comments: comments.join('\n') }
}

function exifBlocks(picture: Buffer): Buffer[] {
  if (isTiff(picture)) return [picture]
  const blocks = [...jpegSegments(picture)]
    .filter(({ marker, content }) => marker === 0xe1 && content.toString('latin1', 0, 4) === 'Exif')
    .map(({ content }) => content.subarray(6))
  const chunks = [...pngChunks(picture), ...webpChunks(picture)]
  return [
    ...blocks,
    ...chunks.filter(({ type }) => /^exif$/i.test(type)).map(({ content }) => withoutExifMark(content)),
  ]
}

const isTiff = (bytes: Buffer) => /^(?:49492a00|4d4d002a)/.test(bytes.toString('hex', 0, 4))
const withoutExifMark = (content: Buffer) =>
  content.toString('latin1', 0, 4) === 'Exif' ? content.subarray(6) : content

function commentsOf(picture: Buffer): string[] {
  const segments = [...jpegSegments(picture)].flatMap(({ marker, content }) =>
    marker === 0xfe ? [decodedName(content)] : marker === 0xed ? captions(content) : [],
  )
  return [
    ...segments,
    ...[...pngChunks(picture)].flatMap(({ type, content }) => chunkText(type, content)),
    ...gifComments(picture),
  ]
}

function* jpegSegments(picture: Buffer): Generator<{ marker: number; content: Buffer }> {
  if (picture.readUInt16BE(0) !== 0xffd8) return
  for (let at = 2; at + 4 <= picture.length && picture[at] === 0xff;) {
    const [marker = 0, length] = [picture[at + 1], picture.readUInt16BE(at + 2)]
    if (marker === 0xda) return
    yield { marker, content: picture.subarray(at + 4, at + 2 + length) }
    at += 2 + Math.max(2, length)
  }
}

/** IPTC datasets of the application record: title, caption, keywords, by-line. */
function captions(content: Buffer): string[] {
  const texts: string[] = []
  for (let at = content.indexOf(0x1c); at >= 0 && at + 5 <= content.length; at = content.indexOf(0x1c, at)) {
    const length = content.readUInt16BE(at + 3)
    if (content[at + 1] === 2 && length > 0) texts.push(decodedName(content.subarray(at + 5, at + 5 + length)))
    at += content[at + 1] === 2 ? 5 + length : 1
  }
  return texts
}

function* pngChunks(picture: Buffer): Generator<{ type: string; content: Buffer }> {
  if (picture.readUInt32BE(0) !== 0x89504e47) return
  for (let at = 8; at + 12 <= picture.length;) {
    const length = picture.readUInt32BE(at)
    yield { type: picture.toString('latin1', at + 4, at + 8), content: picture.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

function* webpChunks(picture: Buffer): Generator<{ type: string; content: Buffer }> {
  if (picture.toString('latin1', 8, 12) !== 'WEBP') return
  for (let at = 12; at + 8 <= picture.length;) {
    const length = picture.readUInt32LE(at + 4)
    yield { type: picture.toString('latin1', at, at + 4).trim(), content: picture.subarray(at + 8, at + 8 + length) }
    at += 8 + length + (length & 1)
  }
}

function chunkText(type: string, content: Buffer): string[] {
  if (type === 'tEXt') return [decodedName(content)]
  const keywordEnd = content.indexOf(0)
  if (type === 'zTXt') return [decodedName(inflated(content.subarray(keywordEnd + 2)))]
  if (type !== 'iTXt' || keywordEnd < 0) return []
  if (content.toString('latin1', 0, keywordEnd) === xmpKeyword) return []
  const language = content.indexOf(0, keywordEnd + 3)
  const text = content.subarray(content.indexOf(0, language + 1) + 1)
  return [decodedName(content[keywordEnd + 1] === 1 ? inflated(text) : text)]
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: longestText })
  } catch {
    return Buffer.alloc(0)
  }
}

function gifComments(picture: Buffer): string[] {
  if (picture.toString('latin1', 0, 3) !== 'GIF') return []
  const texts: string[] = []
  for (let at = picture.indexOf('21fe', 0, 'hex'); at >= 0; at = picture.indexOf('21fe', at + 2, 'hex')) {
    const length = picture[at + 2] ?? 0
    texts.push(decodedName(picture.subarray(at + 3, at + 3 + length)))
  }
  return texts
}
