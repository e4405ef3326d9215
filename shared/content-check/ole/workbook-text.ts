import { noReader, passwordProtected } from '#shared/content-check/unreadable'
import { headerWords } from '#shared/content-check/sheet-text'
import { BiffReader, biffRecords, type BiffRecord } from './biff-records'
import { double, packed, quotedTexts, wideRuns } from './biff-values'

const biff8 = 0x0600

/** Kinds of records that hold words (MS-XLS 2.3). */
const kinds = {
  begin: 0x809,
  password: 0x2f,
  sheet: 0x85,
  strings: 0xfc,
  sharedLabel: 0xfd,
  label: 0x204,
  richLabel: 0xd6,
  number: 0x203,
  packedNumber: 0x27e,
  packedNumbers: 0xbd,
  formula: 0x06,
  formulaText: 0x207,
  note: 0x1c,
  shapeText: 0x1b6,
  name: 0x18,
  header: 0x14,
  footer: 0x15,
  link: 0x1b8,
  validation: 0x1be,
  drawing: 0xec,
  drawingGroup: 0xeb,
} as const

const states = ['', '（隐藏）', '（深度隐藏）']

interface SheetPlace {
  readonly at: number
  readonly part: string
}

/** The words of a workbook by sheet; hidden rows and columns are read like the others. */
export class WorkbookText {
  readonly texts = new Map<string, string>()
  /** Bytes of drawings, for what their pictures say. */
  readonly drawings: Buffer[] = []
  private readonly sheets: SheetPlace[] = []
  private strings: readonly string[] = []
  private part = 'workbook'
  private row = -1

  constructor(stream: Buffer) {
    for (const record of biffRecords(stream)) this.take(record)
  }

  private write(part: string, text: string): void {
    if (text !== '') this.texts.set(part, (this.texts.get(part) ?? '') + text)
  }

  private readonly takers: Readonly<Record<number, (reader: BiffReader, record: BiffRecord) => void>> = {
    [kinds.begin]: (reader, record) => this.begin(reader, record),
    [kinds.password]: () => {
      throw passwordProtected()
    },
    [kinds.sheet]: (reader) => this.noteSheet(reader),
    [kinds.strings]: (reader) => (this.strings = sharedStrings(reader)),
    [kinds.sharedLabel]: (reader) => this.cell(reader, () => this.strings[reader.long()] ?? ''),
    [kinds.label]: (reader) => this.cell(reader, () => reader.richString()),
    [kinds.richLabel]: (reader) => this.cell(reader, () => reader.richString()),
    [kinds.number]: (reader) => this.cell(reader, () => String(double(reader))),
    [kinds.packedNumber]: (reader) => this.cell(reader, () => String(packed(reader.long()))),
    [kinds.packedNumbers]: (reader, { segments }) => this.numbers(reader, segments),
    [kinds.formula]: (reader, { segments }) => this.formula(reader, segments),
    [kinds.formulaText]: (reader) => this.write(this.part, reader.richString()),
    [kinds.note]: (reader) => this.note(reader),
    [kinds.shapeText]: (reader, { segments }) => this.shape(reader, segments),
    [kinds.name]: (reader, { segments }) => this.name(reader, segments),
    [kinds.header]: (reader) => this.write(`${this.part} header`, `${headerWords(optional(reader))}\n`),
    [kinds.footer]: (reader) => this.write(`${this.part} footer`, `${headerWords(optional(reader))}\n`),
    [kinds.link]: (_, { segments }) => this.write(`${this.part} links`, `${wideRuns(segments)}\n`),
    [kinds.validation]: (reader) => this.validation(reader),
    [kinds.drawing]: (_, { segments }) => void this.drawings.push(...segments),
    [kinds.drawingGroup]: (_, { segments }) => void this.drawings.push(Buffer.concat(segments)),
  }

  private take(record: BiffRecord): void {
    this.takers[record.type]?.(new BiffReader(record.segments), record)
  }

  private begin(reader: BiffReader, { at }: BiffRecord): void {
    if (reader.short() !== biff8) throw noReader(' Excel 95 及更早的格式', '请另存为 xlsx 后重新核查')
    this.row = -1
    const sheet = this.sheets.find((place) => place.at === at)
    if (sheet) this.part = sheet.part
  }

  private noteSheet(reader: BiffReader): void {
    const [at, state] = [reader.long(), reader.byte()]
    reader.skip(1)
    const name = reader.plainString(reader.byte())
    this.sheets.push({ at, part: `sheet:${name}${states[state & 3] ?? ''}` })
    this.write('names', `${name}\n`)
  }

  private cell(reader: BiffReader, read: () => string): void {
    const row = reader.short()
    reader.skip(4)
    this.startCell(row)
    this.write(this.part, read())
  }

  private startCell(row: number): void {
    this.write(this.part, row === this.row ? '\t' : this.row < 0 ? '' : '\n')
    this.row = row
  }

  private numbers(reader: BiffReader, segments: readonly Buffer[]): void {
    const row = reader.short()
    reader.skip(2)
    const count = Math.floor(((segments[0]?.length ?? 0) - 6) / 6)
    for (let index = 0; index < count; index++) {
      reader.skip(2)
      this.startCell(row)
      this.write(this.part, String(packed(reader.long())))
    }
  }

  /** A formula's result is a number, or a text in the record that follows; texts inside it may not show at all. */
  private formula(reader: BiffReader, segments: readonly Buffer[]): void {
    const content = segments[0] ?? Buffer.alloc(0)
    this.cell(reader, () => {
      const isNumber = content.length >= 14 && content.readUInt16LE(12) !== 0xffff
      return [isNumber ? String(content.readDoubleLE(6)) : '', ...quotedTexts(content.subarray(22))].join(' ').trim()
    })
  }

  private note(reader: BiffReader): void {
    reader.skip(8)
    this.write(`${this.part} comments`, `${reader.richString()}\n`)
  }

  private shape(reader: BiffReader, segments: readonly Buffer[]): void {
    reader.skip(10)
    const length = reader.short()
    const rest = segments.slice(1)
    if (length > 0 && rest.length > 0)
      this.write(`${this.part} comments`, `${new BiffReader(rest).plainString(length)}\n`)
  }

  private name(reader: BiffReader, segments: readonly Buffer[]): void {
    reader.skip(3)
    const [length, formulaBytes] = [reader.byte(), reader.short()]
    reader.skip(4)
    const extras = [reader.byte(), reader.byte(), reader.byte(), reader.byte()]
    const name = reader.plainString(length)
    const all = Buffer.concat(segments)
    const formulaAt = all.length - formulaBytes - extras.reduce((sum, count) => sum + count, 0)
    const quoted = quotedTexts(all.subarray(Math.max(14, Math.min(formulaAt, all.length))))
    const others = extras.filter((count) => count > 0 && !reader.isAtEnd).length > 0 ? wideRuns([all.subarray(14)]) : ''
    this.write('names', `${[name, ...quoted, others].join('\t')}\n`)
  }

  private validation(reader: BiffReader): void {
    reader.skip(4)
    for (let index = 0; index < 4; index++) this.write(`${this.part} hints`, `${reader.richString()}\n`)
  }
}

const optional = (reader: BiffReader) => (reader.isAtEnd ? '' : reader.richString())

function sharedStrings(reader: BiffReader): string[] {
  reader.skip(4)
  const count = reader.long()
  const strings: string[] = []
  while (strings.length < count && !reader.isAtEnd) strings.push(reader.richString())
  return strings
}
