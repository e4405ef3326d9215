import { sql, type RawBuilder } from 'kysely'
import { entityKinds, kindNames, type EntityKind } from '#shared/contract/entity'
import type { Coverage, Reader } from './reader'

const coversNothing = ({ province, regions, sites }: Coverage) =>
  !province && regions.length === 0 && sites.length === 0

const coveredSites = ({ regions, sites }: Coverage) =>
  sql`region_code like any(${regions.map((prefix) => `${prefix}%`)}::text[]) or id = any(${sites}::uuid[])`

/** The array is built once for a query, whatever the number of rows. */
const ofCoveredSite = (coverage: Coverage) =>
  sql`site_id = any(array(select id from site where ${coveredSites(coverage)}))`

/** What a reader's rows of a kind are measured against; null where everybody sees them. */
export function coverageFor(reader: Reader, kind: EntityKind): Coverage | null {
  const { visibility } = entityKinds[kind]
  if (visibility === 'province') return null
  return visibility === 'hit' ? reader.hits : reader.sites
}

/** Condition on the rows of a kind that a reader may see. A row without a site belongs to the province. */
export function visibleRows(reader: Reader, kind: EntityKind): RawBuilder<unknown> {
  const coverage = coverageFor(reader, kind)
  if (coverage === null || coverage.province) return sql`true`
  return kind === 'site' ? coveredSites(coverage) : ofCoveredSite(coverage)
}

/** Kinds of which a reader can see any row at all. */
export const visibleKinds = (reader: Reader): readonly EntityKind[] =>
  kindNames.filter((kind) => {
    const coverage = coverageFor(reader, kind)
    return coverage === null || !coversNothing(coverage)
  })
