import { computed, type ComputedRef } from 'vue'
import { useCounts } from '#renderer/query.ts'
import type { FindingSeverity } from '#shared/contract/finding'
import { standingFindings } from '#shared/domain/finding-states'

const severities = ['veto', 'deduct', 'hint'] as const satisfies readonly FindingSeverity[]

export interface SiteHealth {
  readonly worst: FindingSeverity | null
  /** Standing findings of the worst severity. */
  readonly count: number
}
export interface Health {
  readonly of: (siteId: string) => SiteHealth
}

/** What standing findings say of each site. */
export function useSiteHealth(): ComputedRef<Health> {
  const counts = severities.map((severity) => ({
    severity,
    bySite: useCounts('finding', 'siteId', () => ({
      where: { severity: { in: [severity] }, state: { in: [...standingFindings] } },
      search: '',
    })),
  }))
  return computed(() => {
    const known = counts.map(({ severity, bySite }) => ({ severity, bySite: bySite.value.value }))
    return {
      of(siteId) {
        const worst = known.find(({ bySite }) => bySite?.has(siteId))
        return { worst: worst?.severity ?? null, count: worst?.bySite?.get(siteId) ?? 0 }
      },
    }
  })
}
