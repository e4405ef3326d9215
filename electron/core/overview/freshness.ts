import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'
import { daysBetween } from '#shared/domain/calendar'

type Freshness = Output<DeskCalls['overview.figures']>['freshness']

/** Days since the last update up to which a column falls into each bucket; then those beyond, then those never updated. */
export const freshnessBounds = [7, 14, 30, 90, 180, 365] as const

function bucketOf(lastUpdatedOn: string | null, today: string): number {
  if (lastUpdatedOn === null) return freshnessBounds.length + 1
  const age = daysBetween(lastUpdatedOn, today)
  const bucket = freshnessBounds.findIndex((bound) => age <= bound)
  return bucket < 0 ? freshnessBounds.length : bucket
}

/** Open columns of each type by their age. */
export function freshness(store: Store, today: string): Freshness {
  const byType = new Map<string, number[]>()
  const groups = store.all<{ type: string; lastUpdatedOn: string | null; count: number }>(
    `SELECT "type" AS type, "lastUpdatedOn" AS lastUpdatedOn, count(*) AS count FROM row_column
     WHERE "state" = 'open' GROUP BY 1, 2`,
  )
  for (const { type, lastUpdatedOn, count } of groups) {
    const buckets = byType.get(type) ?? new Array<number>(freshnessBounds.length + 2).fill(0)
    const bucket = bucketOf(lastUpdatedOn, today)
    byType.set(type, buckets.with(bucket, (buckets[bucket] ?? 0) + count))
  }
  return [...byType].map(([type, buckets]) => ({ type, buckets }))
}
