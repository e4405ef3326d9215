import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { InspectionRun, SiteResult } from '#shared/contract/inspection-run'
import type { Reach, SeenDay, SeenFault } from '#shared/domain/finding-changes'

/** A site that did not answer, or was not looked at whole, tells nothing about what stood on it. */
const isWhole = ({ reachable, failedHere, complete }: SiteResult): boolean =>
  reachable && !failedHere && complete !== false

/** How far a plan looks; one that is no longer here is taken for whole. */
export function reachOf(store: Store, planId: string): Reach {
  const plan = readRow(store, 'inspectionPlan', planId)
  if (!plan) return { depth: 50, indicators: null }
  const enabled = Object.keys(plan.indicators).filter((id) => plan.indicators[id]?.enabled)
  return { depth: plan.depth, indicators: new Set(enabled) }
}

interface FaultRow {
  readonly siteId: string
  readonly faults: string
}

const faultsOf = (text: string): SeenFault[] =>
  text.split(' ').flatMap((fault) => {
    const [identity, indicator] = fault.split('/')
    return identity && indicator ? [{ identity, indicator }] : []
  })

/** What the runs of a day saw. `reach` remembers plans between days. */
export function seenDay(store: Store, day: string, reach: (planId: string) => Reach): SeenDay {
  const looks = new Map<string, Reach[]>()
  for (const { body } of store.all<{ body: string }>('SELECT body FROM row_inspectionRun WHERE "day" = ?', day)) {
    const { planId, sites } = JSON.parse(body) as InspectionRun
    for (const { siteId } of sites.filter(isWhole)) looks.set(siteId, [...(looks.get(siteId) ?? []), reach(planId)])
  }
  const rows = store.all<FaultRow>(
    `SELECT "siteId" AS siteId, group_concat("identity" || '/' || "indicator", ' ') AS faults
     FROM row_finding WHERE "day" = ? AND "identity" IS NOT NULL GROUP BY "siteId"`,
    day,
  )
  return { day, looks, faults: new Map(rows.map(({ siteId, faults }) => [siteId, faultsOf(faults)])) }
}

/** Days on which anything was inspected, oldest first. */
export const inspectedDays = (store: Store, from: string, to: string): string[] =>
  store
    .all<{ day: string }>(
      'SELECT DISTINCT "day" AS day FROM row_inspectionRun WHERE "day" BETWEEN ? AND ? ORDER BY 1',
      from,
      to,
    )
    .map(({ day }) => day)
