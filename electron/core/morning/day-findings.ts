import { rowsWith } from '#core/rows/rows'
import type { SqlValue, Store } from '#core/store/store'
import type { Exemption } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import { isInForce, lapsedExemptionOf } from '#shared/domain/exemptions'
import type { StandingFault } from '#shared/domain/finding-changes'

/** What the index alone tells of a finding. */
export interface FindingPlace {
  readonly key: number
  readonly siteId: string
  readonly identity: string | null
  readonly state: Finding['state']
  readonly exemptionId: string | null
}

const places = (store: Store, condition: string, ...values: SqlValue[]): FindingPlace[] =>
  store.all<FindingPlace>(
    `SELECT key, "siteId" AS siteId, "identity" AS identity, "state" AS state, "exemptionId" AS exemptionId
     FROM row_finding WHERE ${condition}`,
    ...values,
  )

export const placesOn = (store: Store, day: string): FindingPlace[] => places(store, '"day" = ?', day)

/** The row of a fault on a day on which it was seen. */
export const placeOf = (store: Store, { siteId, identity }: StandingFault, day: string): FindingPlace | undefined =>
  places(store, '"day" = ? AND "siteId" = ? AND "identity" = ?', day, siteId, identity)[0]

export const findingsAt = (store: Store, keys: readonly number[]): Finding[] =>
  store
    .all<{ body: string }>(
      'SELECT body FROM row_finding WHERE key IN (SELECT value FROM json_each(?))',
      JSON.stringify(keys),
    )
    .map(({ body }) => JSON.parse(body) as Finding)

/** Finds the exemption that kept a finding away before it ended. */
export function lapsedExemptions(store: Store, day: string): (finding: Finding) => Exemption | null {
  const withdrawn = store
    .all<{ body: string }>('SELECT body FROM row_exemption WHERE "withdrawnAt" IS NOT NULL')
    .map(({ body }) => JSON.parse(body) as Exemption)
  const lapsed = [...rowsWith(store, 'exemption', 'withdrawnAt', null), ...withdrawn].filter(
    (exemption) => !isInForce(exemption, day),
  )
  return (finding) => (lapsed.length === 0 ? null : (lapsedExemptionOf(finding, lapsed, day) ?? null))
}
