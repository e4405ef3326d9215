import iconv from 'iconv-lite'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const readable =
  /[\t\n\r\x20-\x7e\u00b7\u2010-\u2027\u2460-\u24ff\u25a0-\u26ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uffee]/g

/** Whether most of a text is of characters that Chinese documents are written with. */
export function looksWritten(text: string): boolean {
  const sample = text.slice(0, 20_000)
  return sample.length === 0 || (sample.match(readable)?.length ?? 0) / sample.length > 0.8
}

const common = {
  big5: /[的一是不在了有人我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得于著下自之年過發後作里用道行所然家種事成方多經么去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運密審查]/g,
  gb18030:
    /[的一是不在了有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运密审查]/g,
} as const

/**
 * Both encodings give letters to the same bytes; of the two texts the one with more of the commonest letters is right.
 * Big5 has to be the clear winner, being the rarer.
 */
function isBig5(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 20_000)
  const counts = (['big5', 'gb18030'] as const).map((name) => decodedAs(sample, name).match(common[name])?.length ?? 0)
  const [big5 = 0, gb18030 = 0] = counts
  return big5 > 3 && big5 > gb18030 * 2
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
 * The text of bytes in UTF-8, UTF-16 (with a mark, or recognised by its zero bytes), GB18030 or Big5, without its byte
 * order mark; undefined when it is none of them, which means that it is not text.
 */
export function decodedText(bytes: Uint8Array): string | undefined {
  const marked = byMark(bytes)
  if (marked !== undefined) return marked
  if (bytes.subarray(0, 20_000).includes(0))
    return ['utf-16le', 'utf-16be'].map((encoding) => decodedAs(bytes, encoding)).find(looksWritten)
  const utf8 = utf8Text(bytes)
  if (utf8 !== undefined) return hasControls(utf8) ? undefined : utf8
  if (isBig5(bytes)) return decodedAs(bytes, 'big5')
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
    const name = strictUtf8.decode(bytes)
    // Some names in GBK, as 通知, are UTF-8 of letters that no Chinese name has.
    return looksWritten(name.replace(/[\x20-\x7e]/g, '')) ? name : decodedAs(bytes, 'gb18030')
  } catch {
    return decodedAs(bytes, 'gb18030')
  }
}
