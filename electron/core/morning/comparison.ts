import type { Store } from '#core/store/store'
import type { Exemption } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import type { ChangedFinding } from '#shared/contract/morning'
import type { StandingFault } from '#shared/domain/finding-changes'
import { findingsAt, lapsedExemptions, placeOf, type FindingPlace } from './day-findings'

/** A finding with how it stands to the days before. */
export interface Compared extends Finding, Omit<ChangedFinding, keyof Finding | 'siteName'> {
  /** An exemption had judged it when it was seen last, and has ended since: the day after it is simply still there. */
  readonly isBack: boolean
}

export const placeName = (siteId: string, identity: string | null): string => `${siteId} ${identity ?? ''}`
export const isOpen = ({ state }: Pick<Finding, 'state'>): boolean => state === 'open'

const toldOf = ({ until, withdrawnAt, reason, grantedBy }: Exemption): NonNullable<ChangedFinding['lapsed']> => ({
  until,
  withdrawnAt,
  reason,
  grantedBy,
})

/** Reads findings whole and lays beside each since when it stands and what kept it away before. */
export function comparison(store: Store, day: string) {
  const lapsedFor = lapsedExemptions(store, day)

  function compared(finding: Finding, fault: StandingFault | undefined): Compared {
    const exemption = isOpen(finding) ? lapsedFor(finding) : null
    const before = exemption && fault?.seenBefore ? placeOf(store, fault, fault.seenBefore) : undefined
    return {
      ...finding,
      since: fault?.since ?? finding.day,
      days: fault?.days ?? 1,
      lapsed: exemption && toldOf(exemption),
      isBack: before?.state === 'false_positive',
    }
  }

  return (places: readonly FindingPlace[], faults: readonly StandingFault[]): Compared[] => {
    const known = new Map(faults.map((fault) => [placeName(fault.siteId, fault.identity), fault]))
    return findingsAt(
      store,
      places.map(({ key }) => key),
    ).map((finding) => compared(finding, known.get(placeName(finding.siteId, finding.identity))))
  }
}
