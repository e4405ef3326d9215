import type { Store } from '#core/store/store'
import { ColumnType } from '#shared/contract/column'
import type { FreshnessPicture } from '#shared/contract/pictures'

type Cell = NonNullable<FreshnessPicture['sites'][number]['cells'][number]>

interface Furthest extends Cell {
  readonly siteId: string
  readonly type: ColumnType
}

/** SQLite takes the other fields from the row that the maximum stands in; a column that was never updated is furthest of all. */
const furthestBehind = `
  SELECT "siteId" AS siteId, "type" AS type, max(behind) AS behind, age, cycle, sum(behind > 0) AS late, count(*) AS columns
  FROM (
    SELECT "siteId", "type", "updateCycleDays" AS cycle,
      coalesce(CAST(julianday(?1) - julianday("lastUpdatedOn") AS INTEGER), -1) AS age,
      coalesce(julianday(?1) - julianday("lastUpdatedOn") - "updateCycleDays", 100000) AS behind
    FROM row_column WHERE "state" = 'open' AND "updateCycleDays" IS NOT NULL
  ) GROUP BY "siteId", "type"`

/** Every site by the types of column that something is demanded of. */
export function freshnessPicture(store: Store, today: string): FreshnessPicture {
  const rows = store.all<Furthest>(furthestBehind, today)
  const present = new Set(rows.map(({ type }) => type))
  const types = ColumnType.anyOf.map((type) => type.const).filter((type) => present.has(type))
  const cells = new Map<string, Map<ColumnType, Cell>>()
  for (const { siteId, type, age, cycle, late, columns } of rows) {
    const ofSite = cells.get(siteId) ?? new Map<ColumnType, Cell>()
    cells.set(siteId, ofSite.set(type, { age, cycle, late, columns }))
  }
  const sites = store.all<{ siteId: string; name: string; code: string; regionCode: string }>(
    'SELECT id AS siteId, "name" AS name, "code" AS code, "regionCode" AS regionCode FROM row_site ORDER BY "code"',
  )
  return {
    types,
    sites: sites.flatMap((site) => {
      const own = cells.get(site.siteId)
      return own ? [{ ...site, cells: types.map((type) => own.get(type) ?? null) }] : []
    }),
  }
}
