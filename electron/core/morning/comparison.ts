import type { Store } from '#core/store/store'
import type { Exemption } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import type { ChangedFinding } from '#shared/contract/morning'
import type { StandingFault } from '#shared/domain/finding-changes'
import { findingOn, lapsedExemptions } from './day-findings'

/** A finding with how it stands to the days before. */
export interface Compared extends Finding, Omit<ChangedFinding, keyof Finding | 'siteName'> {
  /** An exemption had judged it when it was seen last, and has ended since: the day after it is simply still there. */
  readonly isBack: boolean
}

/** The same for the same fault of the same site on every day. */
export const placeName = ({ siteId, identity }: Pick<Finding, 'siteId' | 'identity'>): string =>
  `${siteId} ${identity ?? ''}`
export const isOpen = ({ state }: Pick<Finding, 'state'>): boolean => state === 'open'

const toldOf = ({ until, withdrawnAt, reason, grantedBy }: Exemption): NonNullable<ChangedFinding['lapsed']> => ({
  until,
  withdrawnAt,
  reason,
  grantedBy,
})

/** Lays beside findings since when they stand and what kept them away before. */
export function comparison(store: Store, day: string) {
  const lapsedFor = lapsedExemptions(store, day)

  function compared(finding: Finding, fault: StandingFault | undefined): Compared {
    const exemption = isOpen(finding) ? lapsedFor(finding) : null
    const before = exemption && fault?.seenBefore ? findingOn(store, fault, fault.seenBefore) : undefined
    return {
      ...finding,
      since: fault?.since ?? finding.day,
      days: fault?.days ?? 1,
      lapsed: exemption && toldOf(exemption),
      isBack: before?.state === 'false_positive',
    }
  }

  return (findings: readonly Finding[], faults: readonly StandingFault[]): Compared[] => {
    const known = new Map(faults.map((fault) => [placeName(fault), fault]))
    return findings.map((finding) => compared(finding, known.get(placeName(finding))))
  }
}
