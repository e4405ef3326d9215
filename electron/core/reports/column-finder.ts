import { rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Column } from '#shared/contract/column'

/** Finds the column that an address lies in: the one with the longest path that the address begins with. */
export function columnFinder(store: Store): (siteId: string, url: string) => string {
  const known = new Map<string, readonly Column[]>()
  const columnsOf = (siteId: string): readonly Column[] => {
    const columns = known.get(siteId) ?? rowsWith(store, 'column', 'siteId', siteId)
    known.set(siteId, columns)
    return columns
  }
  return (siteId, url) => {
    const path = URL.canParse(url) ? new URL(url).pathname : url
    const holding = columnsOf(siteId).filter((column) => column.path !== '/' && path.startsWith(folderOf(column.path)))
    return (
      holding.reduce<Column | null>((best, each) => (best && best.path.length >= each.path.length ? best : each), null)
        ?.name ?? ''
    )
  }
}

/** `/zwgk/` for `/zwgk/index.html` and `/zwgk`, so that `/zwgk2/` is not in it. */
const folderOf = (path: string): string => path.replace(/[^/]*\.[^/]*$/, '').replace(/\/?$/, '/')
