import type { Day } from '#shared/contract/primitives'
import { Parser } from 'htmlparser2'
import { absoluteAddress } from './address'
import { datesIn } from './dates'
import { breaksLine, endsAnchor, linkAttribute, unseen } from './elements'
import { FormCollector } from './forms'
import { HidingTracker } from './hiding'
import type { Hiding, Page, PageLink, Region } from './page'
import { PartCollector } from './parts'
import { RegionTracker } from './regions'
import { RowCollector } from './rows'
import { PageTexts } from './texts'

type Attributes = Readonly<Record<string, string>>

const promptRefresh = /^\s*\d\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i
const tailLength = 1500

/** Characters that show nothing and can make shown text lie: controls, and those that turn its direction. */
// eslint-disable-next-line no-control-regex
const unseenCharacters = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Text in which nothing has to be tidied, as that of most links. */
const isTidy = /^[!-~\u4e00-\u9fff]*$/

/** Blanks that are anything but one space. */
const blanks = /\s{2,}|[^\S ]/g

function tidy(text: string): string {
  if (isTidy.test(text)) return text
  return text.replace(blanks, ' ').replace(unseenCharacters, '').trim()
}

/** Reads a page in one pass into what indicators need. `today` gives dates without a year theirs. Never throws. */
export function parsePage(html: string, url: string, today: Day): Page {
  const reader = new PageReader(url, today)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.openTag(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.closeTag(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.end(html)
  return reader.page()
}

class PageReader {
  private base: string
  private title: string | undefined
  private refreshTo: string | undefined
  private readonly meta: Record<string, string> = {}
  private readonly links: PageLink[] = []
  private readonly forms = new FormCollector()
  private readonly rows: RowCollector
  private readonly regions = new RegionTracker()
  private readonly hiding = new HidingTracker()
  private readonly parts: PartCollector
  private readonly texts = new PageTexts()
  private marks = ''
  private unseenIn: string | undefined
  private titleText: string | undefined
  private anchor: { readonly url: string | undefined; readonly hidden: Hiding | undefined; text: string } | undefined

  constructor(
    private readonly url: string,
    private readonly today: Day,
  ) {
    this.base = url
    this.rows = new RowCollector(today)
    this.parts = new PartCollector(url)
  }

  openTag(name: string, attributes: Attributes): void {
    this.regions.open(name, attributes)
    this.hiding.open(name, attributes)
    if (this.region === 'footer') this.noteMarks(attributes)
    if (unseen.has(name)) this.unseenIn ??= name
    if (endsAnchor.has(name)) this.endAnchor()
    if (breaksLine.has(name)) this.addText(' ')
    this.rows.openElement(name, this.region)
    this.readHead(name, attributes)
    this.forms.open(name, attributes, (target) => this.absolute(target) ?? this.url)
    this.parts.open(name, attributes, (target) => this.absolute(target))
    this.readLink(name, attributes)
  }

  text(text: string): void {
    if (this.titleText !== undefined) this.titleText += text
    else if (this.unseenIn === undefined) this.addText(text)
    else if (this.region === 'footer') this.marks += ` ${text.slice(0, 2000)}`
  }

  closeTag(name: string): void {
    if (name === 'title' && this.titleText !== undefined) this.endTitle()
    if (endsAnchor.has(name)) this.endAnchor()
    if (this.unseenIn === name) this.unseenIn = undefined
    if (breaksLine.has(name)) this.addText(' ')
    this.rows.closeElement(name)
    this.hiding.close(name)
    this.regions.close(name)
  }

  page(): Page {
    const mainText = tidy(this.texts.of('main'))
    const footerText = this.regions.hasFooter ? tidy(this.texts.of('footer')) : tidy(this.texts.tail).slice(-tailLength)
    return {
      url: this.url,
      title: tidy(this.title ?? ''),
      refreshTo: this.refreshTo,
      meta: this.meta,
      links: this.links,
      items: this.rows.items,
      dates: datesIn(`${this.texts.of('header')} ${mainText}`, this.today),
      mainText,
      footer: {
        isMarked: this.regions.hasFooter,
        text: footerText,
        marks: this.regions.hasFooter ? this.marks : this.allMarks(),
      },
      forms: this.forms.forms,
      hasScript: this.parts.hasScript,
      scripts: this.parts.scripts,
      insecure: this.parts.insecure,
    }
  }

  private get region(): Region {
    return this.regions.current
  }

  private noteMarks(attributes: Attributes): void {
    for (const name of ['href', 'src', 'alt', 'title', 'id']) {
      const value = attributes[name]
      if (value !== undefined) this.marks += ` ${value}`
    }
  }

  /** Without a marked footer a badge may stand anywhere. */
  private allMarks(): string {
    return this.links.map((link) => `${link.url} ${link.kind === 'image' ? link.text : ''}`).join(' ')
  }

  private addText(text: string): void {
    this.texts.add(text, this.region)
    if (this.anchor === undefined) this.rows.text(text)
    else this.anchor.text += text
  }

  private readHead(name: string, attributes: Attributes): void {
    if (name === 'title' && this.title === undefined && this.unseenIn === undefined) this.titleText = ''
    if (name === 'base' && attributes['href'] !== undefined) this.base = this.absolute(attributes['href']) ?? this.base
    const metaName = attributes['name'] ?? attributes['property']
    if (name === 'meta' && metaName !== undefined)
      this.meta[metaName.trim().toLowerCase()] ??= (attributes['content'] ?? '').trim()
    if (name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'refresh')
      this.refreshTo ??= this.absolute(promptRefresh.exec(attributes['content'] ?? '')?.[1] ?? '#')
  }

  private readLink(name: string, attributes: Attributes): void {
    const [attribute, kind] = linkAttribute[name] ?? []
    if (attribute === undefined || kind === undefined) return
    const target = attributes[attribute]
    const url = target === undefined ? undefined : this.absolute(target)
    if (name === 'a') this.anchor = { url, hidden: this.hiding.current, text: '' }
    else if (url !== undefined) this.links.push({ url, text: tidy(attributes['alt'] ?? ''), kind, region: this.region })
  }

  private endAnchor(): void {
    if (this.anchor === undefined) return
    const { url, text, hidden } = this.anchor
    this.anchor = undefined
    if (url === undefined) return
    const link = { url, text: tidy(text) }
    this.links.push({ ...link, kind: 'link', region: this.region, ...(hidden === undefined ? {} : { hidden }) })
    this.rows.link(link)
  }

  private endTitle(): void {
    this.title = this.titleText
    this.titleText = undefined
  }

  private absolute(target: string): string | undefined {
    return absoluteAddress(target, this.base)
  }
}
