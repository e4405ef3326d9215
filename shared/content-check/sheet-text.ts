import { readXml } from './xml-events'

/** The shared strings of a workbook, without the phonetic guides beside them. */
export function sharedStrings(bytes: Uint8Array): string[] {
  const strings: string[] = []
  let isText = false
  let phonetic = 0
  readXml(bytes, {
    open: (name) => {
      if (name === 'si') strings.push('')
      if (name === 'rPh') phonetic++
      isText = name === 't' && phonetic === 0
    },
    text: (text) => {
      if (isText) strings[strings.length - 1] += text
    },
    close: (name) => {
      isText = false
      if (name === 'rPh') phonetic--
    },
  })
  return strings
}

/** A number as its digits: a spreadsheet keeps `1.10105194912310E+17` where a person typed a number of 18 digits. */
export function plainDigits(value: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?[eE]\+?(\d+)$/.exec(value)
  if (!match) return value
  const [, sign = '', first = '', rest = '', exponent = '0'] = match
  const zeros = Number(exponent) - rest.length
  return zeros < 0 || zeros > 30 ? value : `${sign}${first}${rest}${'0'.repeat(zeros)}`
}

/** A header without its codes (ECMA-376 18.3.1.46), which may stand in the middle of a mark. */
export const headerWords = (header: string): string =>
  header.replace(/&[LCR]/gi, '\n').replace(/&(?:"[^"]*"|\d+|K[\dA-F]{6}|[A-Z&])/gi, '')

interface Cell {
  readonly type: string
  value: string
  formula: string
}

/** The cells of a sheet, tab between cells and line end after rows, then headers, footers and hints on cells. */
export class SheetText {
  text = ''
  private cell: Cell | undefined
  private element = ''
  private isRowStart = true
  private notes = ''

  constructor(
    bytes: Uint8Array,
    private readonly strings: readonly string[],
  ) {
    readXml(bytes, {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => this.take(text),
      close: (name) => this.close(name),
    })
    this.text += this.notes
  }

  private open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.element = name
    if (name === 'row') this.isRowStart = true
    if (name === 'c') this.cell = { type: attributes.get('t') ?? 'n', value: '', formula: '' }
    for (const key of ['prompt', 'error', 'tooltip', 'display'])
      if (name !== 'c' && attributes.get(key)) this.notes += `${attributes.get(key)}\n`
  }

  private take(text: string): void {
    if (this.cell && (this.element === 'v' || this.element === 't')) this.cell.value += text
    else if (this.cell && this.element === 'f') this.cell.formula += text
    else if (/^(odd|even|first)(Header|Footer)$/.test(this.element)) this.notes += `${headerWords(text)}\n`
  }

  private close(name: string): void {
    this.element = ''
    if (name === 'c') this.endCell()
    if (name === 'row') this.text += '\n'
  }

  private endCell(): void {
    const shown = this.cell ? this.shown(this.cell) : ''
    this.text += this.isRowStart ? shown : `\t${shown}`
    this.isRowStart = false
    this.cell = undefined
  }

  /** Texts inside a formula may hold what its result does not show. */
  private shown({ type, value, formula }: Cell): string {
    const quoted = [...formula.matchAll(/"([^"]+)"/g)].map(([, text]) => text).join(' ')
    const result = type === 's' ? (this.strings[Number(value)] ?? '') : type === 'n' ? plainDigits(value) : value
    return quoted === '' || result.includes(quoted) ? result : `${result} ${quoted}`
  }
}
