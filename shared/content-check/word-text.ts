import { readXml } from './xml-events'

/** Kinds of text that one WordprocessingML file carries beside its running text. */
export type WordFlow = 'main' | 'textbox' | 'fallback' | 'deleted' | 'field' | 'alt' | 'watermark'

const properties = new Set(['pPr', 'rPr', 'sectPr', 'tblPr', 'tcPr', 'trPr'])
const breaks: Record<string, string> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }
const nested: Record<string, WordFlow> = { txbxContent: 'textbox', Fallback: 'fallback' }
const inkOf: Record<string, WordFlow | undefined> = { delText: 'deleted', instrText: 'field', delInstrText: 'field' }

// Symbol fonts put their signs in the private area; what matters here is the star of a secrecy mark.
const stars = new Set(['F0AB', 'F0B6', 'F0AA', 'F0AC', 'F0AD', 'F0AE', 'F0AF'])

/**
 * Reads the text of a body, header, footnote or comment file by kind. The runs of a paragraph are joined without
 * a space, so that a mark split by formatting stays whole; a paragraph ends with a line end.
 */
export class WordText {
  readonly flows = new Map<WordFlow, string>()
  private readonly enclosing: WordFlow[] = ['main']
  private propertyDepth = 0
  private ink: WordFlow | undefined

  constructor(bytes: Uint8Array) {
    readXml(bytes, {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => this.ink && this.write(this.ink, text),
      close: (name) => this.close(name),
    })
  }

  private get flow(): WordFlow {
    return this.enclosing.at(-1) ?? 'main'
  }

  private write(flow: WordFlow, text: string): void {
    this.flows.set(flow, (this.flows.get(flow) ?? '') + text)
  }

  private open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (properties.has(name)) this.propertyDepth++
    if (this.propertyDepth > 0) return
    const inner = nested[name]
    if (inner) this.enclosing.push(this.flow === 'fallback' ? 'fallback' : inner)
    this.ink = name === 't' ? this.flow : inkOf[name]
    if (breaks[name]) this.write(this.flow, breaks[name])
    if (name === 'sym') this.write(this.flow, symbol(attributes.get('char') ?? ''))
    this.note(name, attributes)
  }

  private note(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'textpath') this.write('watermark', `${attributes.get('string') ?? ''}\n`)
    if (name !== 'docPr' && name !== 'cNvPr' && name !== 'shape') return
    for (const key of ['descr', 'title', 'alt']) if (attributes.get(key)) this.write('alt', `${attributes.get(key)}\n`)
  }

  private close(name: string): void {
    this.ink = undefined
    if (properties.has(name)) this.propertyDepth--
    if (this.propertyDepth > 0) return
    if (name === 'p') this.endParagraph()
    if (nested[name]) this.enclosing.pop()
  }

  private endParagraph(): void {
    this.write(this.flow, '\n')
    for (const flow of ['deleted', 'field'] as const) if (this.flows.has(flow)) this.write(flow, '\n')
  }
}

const symbol = (code: string) =>
  stars.has(code.toUpperCase()) ? '★' : String.fromCodePoint(parseInt(code, 16) || 0x20)
