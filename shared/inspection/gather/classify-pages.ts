import type { SiteTarget, ColumnTarget } from '#shared/inspection/target'
import type { PageKind, SeenPage } from './site-context'

/** Dated rows from which on a page without any meta tags passes for a column. */
const rowsOfAColumn = 3

/** Address by which a page is recognised: without query order, index file and trailing slash differences. */
export const pageKey = (url: string): string => url.replace(/index\.(s?html?|jsp|php|aspx?)$/i, '').replace(/\/$/, '')

/** Absolute addresses of the registered columns. Entries without a usable address are left out. */
export function registeredColumns(target: SiteTarget, homeUrl: string): ReadonlyMap<string, ColumnTarget> {
  const columns = (target.columns ?? []).filter(({ url }) => URL.canParse(url, homeUrl))
  return new Map(columns.map((column) => [new URL(column.url, homeUrl).href, column]))
}

/** Decides what each page below the home page is: by the registry, by its meta tags, by what leads to it. */
export function classifyPages(
  home: SeenPage,
  pages: readonly SeenPage[],
  registered: ReadonlyMap<string, ColumnTarget>,
): SeenPage[] {
  const columns = new Map([...registered].map(([url, column]) => [pageKey(url), column]))
  const menu = new Set(home.page.links.filter(({ region }) => region === 'nav').map(({ url }) => pageKey(url)))
  const listed = new Set([home, ...pages].flatMap(({ page }) => datedUrls(page.items)))
  return pages.map((seen) => {
    const column = columns.get(pageKey(seen.visit.url))
    const kind = column === undefined ? kindOf(seen, menu, listed) : 'column'
    return { ...seen, kind, ...(column === undefined ? {} : { column }) }
  })
}

const datedUrls = (items: SeenPage['page']['items']): string[] =>
  items.filter(({ date }) => date !== undefined).map(({ url }) => pageKey(url))

function kindOf(seen: SeenPage, menu: ReadonlySet<string>, listed: ReadonlySet<string>): PageKind {
  const { meta } = seen.page
  const key = pageKey(seen.visit.url)
  if (meta['articletitle'] !== undefined) return 'article'
  if (meta['columnname'] !== undefined || meta['columntype'] !== undefined) return 'column'
  if (menu.has(key) && datedUrls(seen.page.items).length >= rowsOfAColumn) return 'column'
  return listed.has(key) ? 'article' : 'other'
}
