import { sql, type Kysely } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import type { Database } from '#platform/database/schema'
import type { ChangeRow } from './changes'
import type { Coverage, Reader } from './reader'
import { coverageFor } from './visibility'

/** Whether a reader may see a row of that kind and site: `visibleRows` for rows that are in memory. */
export type Sight = (kind: EntityKind, siteId: string | null) => boolean

/** Where each site lies, as far as the feed has told. */
export interface Sites {
  load(): Promise<void>
  /** A site was changed; a deleted one stays where it was. */
  note(site: ChangeRow): void
  sightOf(reader: Reader): Sight
  /** Ids in a fixed order. */
  coveredBy(coverage: Coverage): readonly string[]
}

export function createSites(db: Kysely<Database>): Sites {
  let regions = new Map<string, string>()

  function isCovered({ regions: prefixes, sites }: Coverage, siteId: string): boolean {
    const region = regions.get(siteId)
    return region !== undefined && (sites.includes(siteId) || prefixes.some((prefix) => region.startsWith(prefix)))
  }

  return {
    async load() {
      const { rows } = await sql<{ id: string; regionCode: string }>`select id, region_code from site`.execute(db)
      regions = new Map(rows.map(({ id, regionCode }) => [id, regionCode]))
    },
    note({ id, value }) {
      if (value !== null) regions.set(id, (JSON.parse(value) as { regionCode: string }).regionCode)
    },
    sightOf(reader) {
      return (kind, siteId) => {
        const coverage = coverageFor(reader, kind)
        return coverage === null || coverage.province || (siteId !== null && isCovered(coverage, siteId))
      }
    },
    coveredBy: (coverage) => [...regions.keys()].filter((id) => isCovered(coverage, id)).sort(),
  }
}
