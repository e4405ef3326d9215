import type { ChangeCounts } from '#core/morning/followed-days'
import type { Store } from '#core/store/store'
import type { TrendDay } from '#shared/contract/pictures'
import { addDays } from '#shared/domain/calendar'
import { resultsByDay } from './site-results'

/** The inspected days among the last so many up to `until`. */
export function trend(store: Store, counts: readonly ChangeCounts[], until: string, count: number): TrendDay[] {
  const from = addDays(until, 1 - count)
  const results = resultsByDay(store, from, until)
  return counts
    .filter(({ day }) => day >= from && day <= until)
    .map((counted) => {
      const seen = [...(results.get(counted.day)?.values() ?? [])]
        .map((ofSite) => ofSite.filter(({ failedHere }) => !failedHere))
        .filter((ofSite) => ofSite.length > 0)
      const reached = seen.filter((ofSite) => ofSite.some(({ reachable }) => reachable)).length
      return { ...counted, inspected: seen.length, reached }
    })
}
