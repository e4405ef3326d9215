import { rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Exemption } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import { isInForce, lapsedExemptionOf } from '#shared/domain/exemptions'
import type { StandingFault } from '#shared/domain/finding-changes'

/** A fault as it was recorded on a day on which it was seen. */
export function findingOn(store: Store, { siteId, identity }: StandingFault, day: string): Finding | undefined {
  const row = store.get<{ body: string }>(
    'SELECT body FROM row_finding WHERE "day" = ? AND "siteId" = ? AND "identity" = ?',
    day,
    siteId,
    identity,
  )
  return row && (JSON.parse(row.body) as Finding)
}

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
