import type { PageSource } from '#shared/inspection/fetch/page-source'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { RunFile } from './run-file'
import { visitFromText, visitToText } from './stored-visit'

interface Row {
  readonly visit: string
  readonly body: Uint8Array | null
}

/** Not a site: made-up addresses are asked on behalf of all. */
const everySite = -1

/**
 * The pages of one site, each fetched once a run: a run that goes on after a kill reads from its file what it had read
 * from the network. Asking the same address again is another visit, remembered by its number.
 */
export class RememberedPages implements PageSource {
  private readonly times = new Map<string, number>()

  constructor(
    private readonly source: PageSource,
    private readonly file: RunFile,
    private readonly site: number = everySite,
  ) {}

  page(url: string): Promise<Visit> {
    const time = this.times.get(url) ?? 0
    this.times.set(url, time + 1)
    return this.remembered(url, time, () => this.source.page(url))
  }

  probe(url: string, isUrgent = false): Promise<Visit> {
    return this.remembered(url, 0, () => this.source.probe(url, isUrgent))
  }

  /** The last visit that ended at an address, whole; undefined where the site has no such page. */
  lastOf(url: string): Visit | undefined {
    const sql = `SELECT visit, body FROM page WHERE site = ? AND (url = ? OR json_extract(visit, '$.finalUrl') = ?)
      ORDER BY time DESC LIMIT 1`
    const row = this.file.get<Row>(sql, this.site, url, url)
    return row === undefined ? undefined : visitOf(row)
  }

  /** Lets what was read of the site go, all of it or one address. */
  forget(url?: string): void {
    if (url === undefined) this.file.run('DELETE FROM page WHERE site = ?', this.site)
    else this.file.run('DELETE FROM page WHERE site = ? AND url = ?', this.site, url)
  }

  needsNetwork(url: string): boolean {
    return this.source.needsNetwork(url)
  }

  mayBeOurFault(visit: Visit): Promise<boolean> {
    return this.source.mayBeOurFault(visit)
  }

  isMisdirected(visit: Visit): boolean {
    return this.source.isMisdirected(visit)
  }

  private async remembered(url: string, time: number, fetch: () => Promise<Visit>): Promise<Visit> {
    const sql = 'SELECT visit, body FROM page WHERE site = ? AND url = ? AND time = ?'
    const row = this.file.get<Row>(sql, this.site, url, time)
    if (row !== undefined) return visitOf(row)
    const visit = await fetch()
    if (visit.outcome !== 'failed-here') this.keep(visit, url, time)
    return visit
  }

  private keep({ body, ...visit }: Visit, url: string, time: number): void {
    this.file.run(
      'INSERT OR REPLACE INTO page (site, url, time, visit, body) VALUES (?, ?, ?, ?, ?)',
      ...[this.site, url, time, visitToText(visit), body ?? null],
    )
  }
}

function visitOf({ visit, body }: Row): Visit {
  return { ...visitFromText(visit), ...(body === null ? {} : { body }) }
}
