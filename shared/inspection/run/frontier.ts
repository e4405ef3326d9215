import { isEndless, sameShape } from '#shared/inspection/gather/traps'
import { packNumbers, unpackNumbers } from './link-list'
import type { RunFile } from './run-file'

/** A link of a site, as it stands in the frontier. */
export interface FrontierLink {
  readonly id: number
  readonly url: string
  /** Clicks from the home page. */
  readonly level: number
  /** How many pages in a row led here whose addresses differ in numbers only. */
  readonly chain: number
}

export interface HarvestedPage {
  /** The page as it was asked for. */
  readonly url: string
  /** The page as findings name it: where its redirects ended. */
  readonly place: string
  /** Addresses that it leads to. */
  readonly links: readonly string[]
  /** Level and chain of the page itself. */
  readonly level: number
  readonly chain: number
}

const mostPlaces = 20
/** More in a row is a calendar or a counter, not a list. */
const longestChain = 30
/** Links of a site whose numbers are at hand: those of a template come again on every page. */
const atHand = 6000
const pagesAtOnce = 500

/** The links of one site, each once, on disk, in the order they were found, and which page leads to which. */
export class Frontier {
  private readonly numbers = new Map<string, number | undefined>()
  private found = 0

  constructor(
    private readonly file: RunFile,
    private readonly site: number,
  ) {
    this.found = file.get<{ n: number }>('SELECT count(*) AS n FROM link WHERE site = ?', site)?.n ?? 0
  }

  /** Links so far, for showing progress. */
  get known(): number {
    return this.found
  }

  isHarvested(url: string): boolean {
    return this.file.get('SELECT 1 FROM harvested WHERE site = ? AND url = ?', this.site, url) !== undefined
  }

  /** Takes the links of a page in, once; a kill finds either all of them here or none. */
  add(page: HarvestedPage): void {
    if (this.isHarvested(page.url)) return
    const numbers = [...new Set(page.links)].flatMap((url) => this.numberOf(url, page) ?? [])
    const sql = 'INSERT INTO harvested (site, url, place, links) VALUES (?, ?, ?, ?)'
    this.file.run(sql, this.site, page.url, page.place, packNumbers(numbers))
  }

  /** The next links after one, at most `count`. */
  after(id: number, count: number): FrontierLink[] {
    const sql = 'SELECT id, url, level, chain FROM link WHERE site = ? AND id > ? ORDER BY id LIMIT ?'
    return this.file.all<FrontierLink>(sql, this.site, id, count)
  }

  /** Pages on which some links stand, the first 20 of each. */
  placesOf(links: readonly FrontierLink[]): ReadonlyMap<number, readonly string[]> {
    const places = new Map<number, string[]>(links.map(({ id }) => [id, []]))
    const sql = 'SELECT id, place, links FROM harvested WHERE site = ? AND id > ? ORDER BY id LIMIT ?'
    for (let last = 0; places.size > 0;) {
      const pages = this.file.all<Harvested>(sql, this.site, last, pagesAtOnce)
      for (const page of pages) noteLinks(page, places)
      if (pages.length < pagesAtOnce) break
      last = pages.at(-1)?.id ?? last
    }
    return places
  }

  clear(): void {
    this.file.run('DELETE FROM link WHERE site = ?', this.site)
    this.file.run('DELETE FROM harvested WHERE site = ?', this.site)
  }

  /** Undefined for what leads on without end. */
  private numberOf(url: string, page: HarvestedPage): number | undefined {
    const known = this.numbers.get(url)
    if (known !== undefined || this.numbers.has(url)) return known
    const number = this.stored(url, page)
    if (this.numbers.size >= atHand) this.numbers.clear()
    this.numbers.set(url, number)
    return number
  }

  private stored(url: string, { url: from, level, chain: before }: HarvestedPage): number | undefined {
    const known = this.file.get<{ id: number }>('SELECT id FROM link WHERE site = ? AND url = ?', this.site, url)
    if (known !== undefined) return known.id
    const chain = sameShape(url, from) ? before + 1 : 0
    if (chain > longestChain || isEndless(url)) return undefined
    this.found += 1
    const sql = 'INSERT INTO link (site, url, level, chain) VALUES (?, ?, ?, ?)'
    return this.file.insert(sql, this.site, url, level + 1, chain)
  }
}

interface Harvested {
  readonly id: number
  readonly place: string
  /** As the database hands out the bytes of many rows. */
  readonly links: ArrayBuffer
}

function noteLinks({ place, links }: Harvested, places: ReadonlyMap<number, string[]>): void {
  for (const number of unpackNumbers(new Uint8Array(links))) {
    const known = places.get(number)
    if (known !== undefined && known.length < mostPlaces) known.push(place)
  }
}
