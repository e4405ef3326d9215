import iconv from 'iconv-lite'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const readable =
  /[\t\n\r\x20-\x7e\u00b7\u2010-\u2027\u2460-\u24ff\u25a0-\u26ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uffee]/g

/** Whether most of a text is of characters that Chinese documents are written with. */
function looksWritten(text: string): boolean {
  const sample = text.slice(0, 20_000)
  return sample.length === 0 || (sample.match(readable)?.length ?? 0) / sample.length > 0.8
}

/** The bytes as UTF-8, a few broken characters allowed: GB18030 would read the rest of such a file as nonsense. */
function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    const text = decodedAs(bytes, 'utf-8')
    const broken = text.split('\ufffd').length - 1
    const chinese = text.match(/[\u3000-\u9fff]/g)?.length ?? 0
    return broken * 20 < chinese ? text : undefined
  }
}

const decodedAs = (bytes: Uint8Array, encoding: string) =>
  iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding)

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs(bytes, 'utf-16be')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodedAs(bytes, 'utf-8')
  return undefined
}

/**
 * The text of bytes in UTF-8, UTF-16 (with a mark, or recognised by its zero bytes) or GB18030, without its byte
 * order mark; undefined when it is none of them, which means that it is not text.
 */
export function decodedText(bytes: Uint8Array): string | undefined {
  const marked = byMark(bytes)
  if (marked !== undefined) return marked
  if (bytes.subarray(0, 20_000).includes(0))
    return ['utf-16le', 'utf-16be'].map((encoding) => decodedAs(bytes, encoding)).find(looksWritten)
  const utf8 = utf8Text(bytes)
  if (utf8 !== undefined) return hasControls(utf8) ? undefined : utf8
  const gb18030 = decodedAs(bytes, 'gb18030')
  return looksWritten(gb18030) && !gb18030.slice(0, 20_000).includes('\ufffd\ufffd') ? gb18030 : undefined
}

function hasControls(text: string): boolean {
  const sample = text.slice(0, 20_000)
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return (sample.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0) > sample.length / 100
}

const sampleSize = 65_536

/** Whether the bytes begin like text; cheap for large files of other kinds. */
export const isText = (bytes: Uint8Array): boolean =>
  bytes.length > 0 && decodedText(bytes.subarray(0, sampleSize)) !== undefined

/** The text of an XML file: by its byte order mark or declared encoding, UTF-8 by default. */
export function decodedXml(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  )?.[1]
  return byMark(bytes) ?? decodedAs(bytes, declared && iconv.encodingExists(declared) ? declared : 'utf-8')
}

/** A file name in an archive: old Chinese packers wrote it in GBK without a word about it. */
export function decodedName(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return decodedAs(bytes, 'gb18030')
  }
}
