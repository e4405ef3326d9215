import { readXml } from './xml-events'

/** Kinds of text that an ODF file carries beside its running text. */
export type OpenDocumentFlow =
  'body' | 'header' | 'footer' | 'footnotes' | 'comments' | 'deleted' | 'textbox' | 'alt' | 'notes' | 'hints'

const flows: Readonly<Record<string, OpenDocumentFlow | undefined>> = {
  header: 'header',
  'header-left': 'header',
  'header-first': 'header',
  footer: 'footer',
  'footer-left': 'footer',
  'footer-first': 'footer',
  note: 'footnotes',
  annotation: 'comments',
  'tracked-changes': 'deleted',
  'text-box': 'textbox',
  notes: 'notes',
  desc: 'alt',
}
const lineEnds = new Set(['p', 'h', 'table-row', 'line-break', 'list-item', 'note-citation', 'desc', 'creator', 'date'])
const blanks: Readonly<Record<string, string>> = {
  tab: '\t',
  s: ' ',
  'line-break': '\n',
  'table-cell': '\t',
  'covered-table-cell': '\t',
}

/** Attributes that hold words: what hidden fields would show, texts of formulas, names of tables. */
const wordy = [
  'string-value',
  'string-value-if-true',
  'string-value-if-false',
  'formula',
  'expression',
  'description',
  'help-message',
  'current-value',
  'label',
]

/** Reads content.xml or styles.xml of ODF (GB/T 33189, ISO/IEC 26300) by kind. Text split by formatting stays joined. */
export class OpenDocumentText {
  readonly flows = new Map<OpenDocumentFlow, string>()
  private readonly enclosing: { readonly name: string; readonly flow: OpenDocumentFlow }[] = []
  private isTitle = false

  constructor(bytes: Uint8Array) {
    readXml(bytes, {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) =>
        (this.isTitle || text.trim() !== '' || !/[\r\n]/.test(text)) &&
        this.write(this.isTitle ? 'alt' : this.flow, text),
      close: (name) => this.close(name),
    })
  }

  private get flow(): OpenDocumentFlow {
    return this.enclosing.at(-1)?.flow ?? 'body'
  }

  private write(flow: OpenDocumentFlow, text: string): void {
    this.flows.set(flow, (this.flows.get(flow) ?? '') + text)
  }

  private open(name: string, attributes: ReadonlyMap<string, string>): void {
    const flow = flows[name]
    if (flow) this.enclosing.push({ name, flow })
    if (name === 'title') this.isTitle = true
    if (blanks[name] !== undefined) this.write(this.flow, blanks[name])
    for (const key of wordy) if (attributes.get(key)) this.write('hints', `${attributes.get(key)}\n`)
    if (name === 'table' || name === 'page' || name === 'named-expression' || name === 'named-range')
      this.write('hints', `${attributes.get('name') ?? ''}\n`)
    // A table shows a number of 18 digits rounded.
    if (/^\d{15,}$/.test(attributes.get('value') ?? '')) this.write('hints', `${attributes.get('value')}\n`)
  }

  private close(name: string): void {
    if (name === 'title') {
      this.isTitle = false
      this.write('alt', '\n')
    }
    if (lineEnds.has(name)) this.write(this.flow, '\n')
    if (this.enclosing.at(-1)?.name === name) this.enclosing.pop()
  }
}
