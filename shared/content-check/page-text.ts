import { Parser } from 'htmlparser2'
import type { TextPart } from './hit'

type Flow = 'body' | 'hidden' | 'comments' | 'attributes' | 'properties'

const inline = new Set(
  'a tspan textpath abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style'])
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const told = ['alt', 'title', 'placeholder', 'aria-label', 'data-title', 'summary']

const isHidden = (name: string, attributes: Record<string, string>) =>
  'hidden' in attributes ||
  name === 'template' ||
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])/i.test(attributes['style'] ?? '')

/** Collects the text of a page by where it stands; words joined by inline markup stay joined. */
class PageText {
  readonly flows = new Map<Flow, string>()
  private readonly open: { readonly name: string; readonly hidden: boolean }[] = []
  private hiddenDepth = 0
  private silentDepth = 0

  constructor(html: string) {
    const parser = new Parser({
      onopentag: (name, attributes) => this.enter(name, attributes),
      ontext: (text) => this.silentDepth === 0 && this.write(this.inTitle() ? 'properties' : this.flow(), text),
      oncomment: (text) => this.write('comments', `${text}\n`),
      onclosetag: (name) => this.leave(name),
    })
    parser.end(html)
  }

  private flow = (): Flow => (this.hiddenDepth > 0 ? 'hidden' : 'body')
  private inTitle = () => this.open.some(({ name }) => name === 'title')

  private write(flow: Flow, text: string): void {
    this.flows.set(flow, (this.flows.get(flow) ?? '') + text)
  }

  private enter(name: string, attributes: Record<string, string>): void {
    const hidden = isHidden(name, attributes)
    if (!inline.has(name)) this.write(this.flow(), name === 'td' || name === 'th' ? '\t' : '\n')
    this.note(name, attributes)
    if (empty.has(name)) return
    this.open.push({ name, hidden })
    if (hidden) this.hiddenDepth++
    if (unseen.has(name)) this.silentDepth++
  }

  private note(name: string, attributes: Record<string, string>): void {
    for (const key of told) if (attributes[key]) this.write('attributes', `${attributes[key]}\n`)
    if (name === 'meta' && attributes['content']) this.write('properties', `${attributes['content']}\n`)
    if (name === 'input' && attributes['value'])
      this.write(attributes['type'] === 'hidden' ? 'hidden' : 'attributes', `${attributes['value']}\n`)
  }

  private leave(name: string): void {
    if (empty.has(name)) return
    const closed = this.open.pop()
    if (closed?.hidden) this.hiddenDepth--
    if (unseen.has(name)) this.silentDepth--
    if (!inline.has(name)) this.write(this.flow(), '\n')
  }
}

/** The text of a page by where it stands: seen, hidden, in comments, in attributes. */
export const pageParts = (html: string): TextPart[] =>
  [...new PageText(html).flows].map(([part, text]) => ({ part, text }))
