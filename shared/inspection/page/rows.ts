import type { Day } from '#shared/contract/primitives'
import { datesIn, edgeDate } from './dates'
import type { ListItem, Region } from './page'

interface RowLink {
  readonly url: string
  readonly text: string
}

interface Row {
  readonly element: string
  readonly region: Region
  readonly links: RowLink[]
  /** Text outside links, where a list shows its dates. */
  text: string
}

const rowElements = new Set(['li', 'tr', 'td', 'dl', 'dd', 'dt', 'p', 'div', 'article', 'section', 'h2', 'h3', 'h4'])
const listElements = new Set(['li', 'tr', 'article'])
const longestRow = 400
const mostLinks = 3

/**
 * Finds list rows while a page streams by: the innermost element that holds both a link and a date, or,
 * without a date, a list element with a link. What is neither passes its link and text up to what surrounds it.
 */
export class RowCollector {
  readonly items: ListItem[] = []
  private readonly open: Row[] = []

  constructor(private readonly today: Day) {}

  openElement(element: string, region: Region): void {
    if (rowElements.has(element)) this.open.push({ element, region, links: [], text: '' })
  }

  text(text: string): void {
    const row = this.open.at(-1)
    if (row !== undefined && row.text.length < longestRow) row.text += text
  }

  link(link: RowLink): void {
    this.open.at(-1)?.links.push(link)
  }

  closeElement(element: string): void {
    if (!rowElements.has(element) || this.open.at(-1)?.element !== element) return
    const row = this.open.pop()
    if (row !== undefined && !this.emit(row)) this.passUp(row)
  }

  private emit(row: Row): boolean {
    const link = titleLink(row)
    if (link === undefined) return false
    const date = datesIn(row.text, this.today).at(-1) ?? edgeDate(link.text, this.today)
    if (date === undefined && !listElements.has(row.element)) return false
    const note = row.text.replace(/[\s\u3000]+/g, ' ').trim()
    this.items.push({ title: link.text, url: link.url, date, note, region: row.region })
    return true
  }

  private passUp(row: Row): void {
    const parent = this.open.at(-1)
    if (parent === undefined || row.text.length >= longestRow || row.links.length > mostLinks) return
    parent.links.push(...row.links)
    this.text(` ${row.text} `)
  }
}

/** The link that names the row; a row of many links is a menu, not an item. */
function titleLink(row: Row): RowLink | undefined {
  if (row.links.length === 0 || row.links.length > mostLinks) return undefined
  const longest = row.links.reduce((best, link) => (link.text.length > best.text.length ? link : best))
  return longest.text === '' ? undefined : longest
}
