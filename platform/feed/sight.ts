import { sql, type Kysely } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import type { Database } from '#platform/database/schema'
import type { ChangeRow } from './changes'
import type { Coverage, Reader } from './reader'
import { coverageFor } from './visibility'

/** Whether a reader may see a row of that kind and site: `visibleRows` for rows that are in memory. */
export type Sight = (kind: EntityKind, siteId: string | null) => boolean

/** Where each site lies, as far as the feed has told. */
export function createSites(db: Kysely<Database>) {
  let regions = new Map<string, string>()

  function isCovered({ regions: prefixes, sites }: Coverage, siteId: string): boolean {
    const region = regions.get(siteId)
    return region !== undefined && (sites.includes(siteId) || prefixes.some((prefix) => region.startsWith(prefix)))
  }

  return {
    async load(): Promise<void> {
      const { rows } = await sql<{ id: string; regionCode: string }>`select id, region_code from site`.execute(db)
      regions = new Map(rows.map(({ id, regionCode }) => [id, regionCode]))
    },
    /** A site was changed; a deleted one stays where it was. */
    note({ id, value }: ChangeRow): void {
      if (value !== null) regions.set(id, (JSON.parse(value) as { regionCode: string }).regionCode)
    },
    sightOf(reader: Reader): Sight {
      return (kind, siteId) => {
        const coverage = coverageFor(reader, kind)
        return coverage === null || coverage.province || (siteId !== null && isCovered(coverage, siteId))
      }
    },
  }
}
