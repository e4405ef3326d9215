import iconv from 'iconv-lite'
import { rtfTokens, type RtfToken } from './rtf-tokens'

/** Groups that hold no words of the document. */
const silent = new Set(
  'fonttbl colortbl filetbl listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl wgrffmtfilter mmathPr panose falt blipuid blipTag fontemb fontfile pgdsctbl'.split(
    ' ',
  ),
)

/** Groups whose words stand elsewhere than in the running text. */
const flows: Readonly<Record<string, string>> = {
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
  footnote: 'footnotes',
  annotation: 'comments',
  atnauthor: 'comments',
  info: 'properties',
  userprops: 'properties',
  shptxt: 'textbox',
  dptxbxtext: 'textbox',
  sv: 'alt',
  fldinst: 'field',
  stylesheet: 'names',
  bkmkstart: 'names',
  xe: 'names',
}
const breaks: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  '~': ' ',
  _: '-',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
}

/** Encodings by the character set of a font (\fcharset). */
const charsets: Readonly<Record<number, string>> = {
  0: 'cp1252',
  128: 'cp932',
  129: 'cp949',
  134: 'gb18030',
  136: 'big5',
  204: 'cp1251',
}

interface Group {
  flow: string | undefined
  font: number | undefined
  skipAfterUnicode: number
  isDeleted: boolean
  data: 'pict' | 'objdata' | undefined
}

/** The words of an RTF file by place, and the pictures and objects in it as bytes. */
export class RtfText {
  readonly flows = new Map<string, string>()
  readonly data: { readonly kind: 'pict' | 'objdata'; readonly bytes: Uint8Array }[] = []
  private group: Group = { flow: 'body', font: undefined, skipAfterUnicode: 1, isDeleted: false, data: undefined }
  private readonly outer: Group[] = []
  private readonly encodings = new Map<number, string>()
  private encoding = 'cp1252'
  private fontBeingDefined: number | undefined
  private skip = 0
  private pending: number[] = []
  private hex = ''

  constructor(bytes: Uint8Array) {
    for (const token of rtfTokens(bytes)) this.take(token)
    this.flush()
  }

  private take(token: RtfToken): void {
    if (token.kind === 'bytes') return this.takeBytes(token.bytes)
    this.flush()
    if (token.kind === 'open') this.outer.push({ ...this.group })
    else if (token.kind === 'close') this.leave()
    else if (token.kind === 'binary') this.keep(token.bytes)
    else this.takeWord(token.name, token.value)
  }

  private takeBytes(bytes: Uint8Array): void {
    const rest = bytes.subarray(Math.min(this.skip, bytes.length))
    this.skip -= bytes.length - rest.length
    if (this.group.data) this.hex += Buffer.from(rest).toString('latin1')
    else for (const byte of rest) this.pending.push(byte)
  }

  private flush(): void {
    if (this.pending.length === 0) return
    const bytes = Buffer.from(this.pending)
    this.pending = []
    this.write(iconv.decode(bytes, this.encodings.get(this.group.font ?? -1) ?? this.encoding))
  }

  private write(text: string): void {
    if (this.group.flow === undefined) return
    const flow = this.group.isDeleted ? 'deleted' : this.group.flow
    this.flows.set(flow, (this.flows.get(flow) ?? '') + text)
  }

  private leave(): void {
    const ended = this.group
    this.group = this.outer.pop() ?? this.group
    if (ended.data && !this.group.data) this.endData(ended.data)
    if (ended.flow !== this.group.flow && ended.flow !== undefined)
      this.flows.set(ended.flow, `${this.flows.get(ended.flow) ?? ''}\n`)
  }

  private endData(kind: 'pict' | 'objdata'): void {
    this.keep(Buffer.from(this.hex.replace(/[^\da-f]/gi, ''), 'hex'), kind)
    this.hex = ''
  }

  private keep(bytes: Uint8Array, kind = this.group.data): void {
    if (kind && bytes.length > 0) this.data.push({ kind, bytes })
  }

  private takeWord(name: string, value: number | undefined): void {
    this.skip = 0
    if (silent.has(name)) this.group.flow = undefined
    else if (flows[name]) this.group.flow = flows[name]
    else if (name === 'pict' || name === 'objdata') this.group.data = name
    else if (breaks[name] !== undefined) this.write(breaks[name])
    else this.takeSetting(name, value)
  }

  private takeSetting(name: string, value: number | undefined): void {
    if (name === 'u' && value !== undefined) {
      this.write(String.fromCharCode(value & 0xffff))
      this.skip = this.group.skipAfterUnicode
    } else if (name === 'uc') this.group.skipAfterUnicode = value ?? 1
    else if (name === 'f') this.takeFont(value)
    else if (name === 'fcharset') this.defineFont(value)
    else if (name === 'deleted') this.group.isDeleted = value !== 0
    else if (name === 'plain') this.group.isDeleted = false
    else if (name === 'ansicpg') this.encoding = encodingOf(value)
  }

  private takeFont(font: number | undefined): void {
    this.group.font = font
    this.fontBeingDefined = font
  }

  private defineFont(charset: number | undefined): void {
    const encoding = charsets[charset ?? -1]
    if (this.fontBeingDefined === undefined || encoding === undefined) return
    // A font said to be Western is used for Chinese as well, then in the encoding of the document.
    this.encodings.set(this.fontBeingDefined, charset === 0 ? this.encoding : encoding)
  }
}

function encodingOf(codePage = 1252): string {
  if (codePage === 936) return 'gb18030'
  if (codePage === 65001) return 'utf-8'
  return iconv.encodingExists(`cp${codePage}`) ? `cp${codePage}` : 'cp1252'
}
