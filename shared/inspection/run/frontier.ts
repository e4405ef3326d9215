import type { PageLink } from '#shared/inspection/page/page'
import { isEndless, sameShape } from '#shared/inspection/gather/traps'
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

export interface Harvest {
  /** The page as it was asked for. */
  readonly url: string
  /** The page as findings name it: where its redirects ended. */
  readonly place: string
  readonly links: readonly Pick<PageLink, 'url'>[]
  /** Level and chain of the page itself. */
  readonly level: number
  readonly chain: number
}

const foundOnLimit = 20
/** More in a row is a calendar or a counter, not a list. */
const longestChain = 30
/** Links of a site that are known to stand on enough pages already; a template's stand on all of them. */
const remembered = 20_000

/** The links of one site, each once, on disk, in the order they were found. */
export class Frontier {
  private readonly places = new Map<string, number>()
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
  add(page: Harvest): void {
    if (this.isHarvested(page.url)) return
    this.file.run('INSERT INTO harvested (site, url) VALUES (?, ?)', this.site, page.url)
    for (const url of new Set(page.links.map((link) => link.url))) {
      const chain = sameShape(url, page.url) ? page.chain + 1 : 0
      if (chain <= longestChain && !isEndless(url) && !this.isSaturated(url)) this.put(url, page, chain)
    }
  }

  /** The next links after one, at most `count`. */
  after(id: number, count: number): FrontierLink[] {
    const sql = 'SELECT id, url, level, chain FROM link WHERE site = ? AND id > ? ORDER BY id LIMIT ?'
    return this.file.all<FrontierLink>(sql, this.site, id, count)
  }

  placesOf(id: number): string[] {
    return this.file.get<{ found: string }>('SELECT found FROM link WHERE id = ?', id)?.found.split('\n') ?? []
  }

  clear(): void {
    this.file.run('DELETE FROM link WHERE site = ?', this.site)
    this.file.run('DELETE FROM harvested WHERE site = ?', this.site)
  }

  private isSaturated(url: string): boolean {
    const places = (this.places.get(url) ?? 0) + 1
    if (places === 1) this.found += 1
    if (this.places.size >= remembered) this.places.clear()
    this.places.set(url, places)
    return places > foundOnLimit
  }

  private put(url: string, { place, level }: Harvest, chain: number): void {
    this.file.run(
      `INSERT INTO link (site, url, level, chain, places, found) VALUES (?, ?, ?, ?, 1, ?)
       ON CONFLICT (site, url) DO UPDATE SET places = places + 1, found = found || char(10) || excluded.found
       WHERE places < ${foundOnLimit}`,
      ...[this.site, url, level + 1, chain, place],
    )
  }
}
