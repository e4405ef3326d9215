import { isUtf8 as isWholeUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export interface DecodedText {
  readonly text: string
  readonly charset: string
  /** What header, else meta, said; undefined where neither said anything. */
  readonly declared: string | undefined
  /** True where reading by the declaration shows garbage. */
  readonly isMisdeclared: boolean
}

const canonical: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  cp936: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  'x-x-big5': 'big5',
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
}

/** The most frequent characters of Chinese prose, simplified and traditional: what a right decoding is full of. */
const frequent = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道路命此变条只没结解问意建月公无系军很情者最立代想已通并提直题程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流级少图山统接知较将组见计别她手角期根论运农指区信息网站府市县省办服务' +
    '這個時來們為國會發動對過產後學經進電裡現實體機點從業應還與關係線數問無軍結變條題長資邊圖統統計級區網務辦縣',
)

const metaCharset = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i
const headerCharset = /charset\s*=\s*["']?\s*([\w-]+)/i

const known = (name: string | undefined): string | undefined =>
  name === undefined
    ? undefined
    : (canonical[name.toLowerCase()] ?? (iconv.encodingExists(name) ? name.toLowerCase() : undefined))

/** Turns a page's bytes into text: byte order mark, then what the content proves, then what was declared. */
export function decodePage(bytes: Uint8Array, contentType: string | undefined): DecodedText {
  const declared = declaredCharset(bytes, contentType)
  const charset = charsetOf(bytes, declared)
  const text = decodeText(bytes, charset)
  return {
    text,
    charset,
    declared,
    isMisdeclared: declared !== undefined && declared !== charset && decodeText(bytes, declared) !== text,
  }
}

const charsetOf = (bytes: Uint8Array, declared: string | undefined): string =>
  markedCharset(bytes) ?? provenCharset(bytes) ?? likelyCharset(bytes, declared)

/** Bytes that a title may have, its tag included. */
const longestTitle = 2048
const titleTag = /<title[\s>]/i
const title = /^<title[^>]*>([^<]*)/i

/** A page's markup as far as it is ASCII: the rest of it is yet to be read by the charset. */
export interface Markup {
  readonly ascii: string
  readonly charset: string
}

/** Far cheaper than `decodePage`, for whoever looks at tags only. */
export function markupOf(bytes: Uint8Array, contentType: string | undefined): Markup {
  const charset = charsetOf(bytes, declaredCharset(bytes, contentType))
  // In these no byte stands for itself: read as UTF-8 from here on.
  if (!charset.startsWith('utf-16')) return { ascii: asciiOf(bytes), charset }
  return { ascii: Buffer.from(decodeText(bytes, charset)).toString('latin1'), charset: 'utf-8' }
}

/** Title of a page; '' where it has none. */
export function titleIn({ ascii, charset }: Markup): string {
  const at = ascii.search(titleTag)
  const tag = at < 0 ? '' : decodeText(Buffer.from(ascii.slice(at, at + longestTitle), 'latin1'), charset)
  return title.exec(tag)?.[1]?.trim() ?? ''
}

/** The bytes as they are, a character each: in all encodings but two, markup is ASCII. */
const asciiOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

function declaredCharset(bytes: Uint8Array, contentType: string | undefined): string | undefined {
  const head = asciiOf(bytes.subarray(0, 4096))
  return known(headerCharset.exec(contentType ?? '')?.[1]) ?? known(metaCharset.exec(head)?.[1])
}

function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** Multi-byte UTF-8 does not come about by chance, and text of other encodings has no zero bytes. */
function provenCharset(bytes: Uint8Array): string | undefined {
  const zeros = zeroPositions(bytes.subarray(0, 2048))
  if (zeros.odd + zeros.even > 40 && zeros.odd > zeros.even * 4) return 'utf-16le'
  if (zeros.odd + zeros.even > 40 && zeros.even > zeros.odd * 4) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : undefined
}

function zeroPositions(bytes: Uint8Array): { readonly odd: number; readonly even: number } {
  let odd = 0
  let even = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 1) odd += 1
    else even += 1
  }
  return { odd, even }
}

/** A page cut at the byte limit may end inside a character, which is at most three bytes short. */
const isUtf8 = (bytes: Uint8Array): boolean =>
  [0, 1, 2, 3].some((short) => isWholeUtf8(bytes.subarray(0, bytes.length - short)))

/** Prose read rightly scores about a half; a declaration that reaches this needs no comparison. */
const clearlyProse = 0.3

function likelyCharset(bytes: Uint8Array, declared: string | undefined): string {
  const sample = bytes.subarray(0, 16_384)
  const scoreOf = (charset: string) => proseScore(decodeText(sample, charset))
  if (declared !== undefined && scoreOf(declared) >= clearlyProse) return declared
  const candidates = [...new Set([...(declared === undefined ? [] : [declared]), 'gb18030', 'big5', 'utf-8'])]
  const scored = candidates.map((charset) => ({ charset, score: scoreOf(charset) }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).charset
}

/** Share of frequent characters among those beyond ASCII, less the undecodable ones; 0 for plain ASCII. */
function proseScore(text: string): number {
  let all = 0
  let score = 0
  for (const char of text) {
    if (char < '\u0080') continue
    all += 1
    if (char === '\ufffd' || (char >= '\ue000' && char <= '\uf8ff')) score -= 1
    else if (frequent.has(char)) score += 1
  }
  return all === 0 ? 0 : score / all
}

/** Bytes of a known charset as text, without a byte order mark. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return charset === 'utf-8' ? buffer.toString('utf8').replace(/^\ufeff/, '') : iconv.decode(buffer, charset)
}
