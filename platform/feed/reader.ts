import { createHash } from 'node:crypto'
import type { Assignment, Operator } from '#shared/contract/operator'
import { regionPrefix, rightsOf } from '#shared/domain/permissions'

/** Sites that some of an operator's assignments cover together. */
export interface Coverage {
  readonly province: boolean
  /** Leading digits of region codes. */
  readonly regions: readonly string[]
  readonly sites: readonly string[]
}

/** What an operator may read: everywhere they have a role, and where one of those may see hits. */
export interface Reader {
  readonly sites: Coverage
  readonly hits: Coverage
}

const province: Coverage = { province: true, regions: [], sites: [] }
/** Who may read all there is. */
export const everything: Reader = { sites: province, hits: province }

const distinct = (values: readonly string[]) => [...new Set(values)].sort()

function coverageOf(assignments: readonly Assignment[]): Coverage {
  const scopes = assignments.map(({ scope }) => scope)
  return {
    province: scopes.some((scope) => 'province' in scope),
    regions: distinct(scopes.flatMap((scope) => ('region' in scope ? [regionPrefix(scope.region)] : []))),
    sites: distinct(scopes.flatMap((scope) => ('sites' in scope ? scope.sites : []))),
  }
}

export const readerOf = ({ assignments }: Operator): Reader => ({
  sites: coverageOf(assignments),
  hits: coverageOf(assignments.filter(({ role }) => rightsOf[role].includes('hit.read'))),
})

/** Changes whenever what may be read changes, so that a console then takes a new snapshot. */
export const fingerprintOf = (reader: Reader): string =>
  createHash('sha256').update(JSON.stringify(reader)).digest('base64url').slice(0, 16)
