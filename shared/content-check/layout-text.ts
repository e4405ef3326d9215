import { readXml } from './xml-events'

interface Place {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly height: number
}

const wordy = new Set(['Title', 'Name', 'FileName', 'Remark', 'Creator', 'Subtype', 'TagName', 'AttachmentName'])

/**
 * Text of a page of OFD. Programs write a line in pieces, at worst letter by letter: a piece at the same height goes
 * on with the line, with a tab where there is a gap.
 */
export class LayoutText {
  lines = ''
  attributes = ''
  private place: Place | undefined
  private before: Place | undefined
  private isText = false
  private piece = ''

  constructor(bytes: Uint8Array) {
    readXml(bytes, {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => {
        if (this.isText) this.piece += text
      },
      close: (name) => this.close(name),
    })
  }

  private open(name: string, attributes: ReadonlyMap<string, string>): void {
    for (const [key, value] of attributes) if (wordy.has(key)) this.attributes += `${value}\n`
    if (name === 'TextObject') this.place = placeOf(attributes.get('Boundary'))
    this.isText = name === 'TextCode'
  }

  private close(name: string): void {
    this.isText = false
    if (name !== 'TextObject') return
    if (this.piece !== '') this.lines += this.gap() + this.piece
    this.before = this.place
    this.piece = ''
  }

  private gap(): string {
    const [last, next] = [this.before, this.place]
    if (this.lines === '') return ''
    if (!last || !next || Math.abs(last.top - next.top) > Math.max(last.height, next.height) / 2) return '\n'
    return next.left - last.right > Math.max(last.height, next.height) ? '\t' : ''
  }
}

function placeOf(boundary = ''): Place | undefined {
  const [left, top, width, height] = boundary.trim().split(/\s+/).map(Number)
  if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined
  return { left, top, right: left + width, height }
}
