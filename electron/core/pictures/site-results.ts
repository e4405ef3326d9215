import type { Store } from '#core/store/store'
import type { InspectionRun, SiteResult } from '#shared/contract/inspection-run'

/** What the runs of each day said of each site, by day and site. */
export function resultsByDay(
  store: Store,
  from: string,
  to: string,
): ReadonlyMap<string, ReadonlyMap<string, readonly SiteResult[]>> {
  const days = new Map<string, Map<string, SiteResult[]>>()
  const runs = store.all<{ body: string }>('SELECT body FROM row_inspectionRun WHERE "day" BETWEEN ? AND ?', from, to)
  for (const { body } of runs) {
    const { day, sites } = JSON.parse(body) as InspectionRun
    const results = days.get(day) ?? new Map<string, SiteResult[]>()
    days.set(day, results)
    for (const result of sites) results.set(result.siteId, [...(results.get(result.siteId) ?? []), result])
  }
  return days
}
