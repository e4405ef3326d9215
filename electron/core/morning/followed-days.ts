import type { Store } from '#core/store/store'
import { addDays } from '#shared/domain/calendar'
import { followDay, type DayChanges, type Reach, type Standing } from '#shared/domain/finding-changes'
import { inspectedDays, reachOf, seenDay } from './seen-days'

/** A fault that stood before is followed no further back. */
const followedDays = 60

/** How many findings a day changed. */
export interface ChangeCounts {
  readonly day: string
  readonly new: number
  readonly still: number
  readonly gone: number
}

export interface FollowedDay {
  readonly changes: DayChanges
  /** The last day before it on which anything was looked at. */
  readonly comparedWith: string | null
}

interface Known {
  readonly day: string
  /** What the day itself changed, and at which newest rows that was found. */
  readonly followed: { readonly stamp: string; readonly day: FollowedDay } | null
  readonly stamp: readonly number[]
  readonly before: Standing
  readonly counts: readonly ChangeCounts[]
}

/** Follows findings from day to day. What came before a day is remembered, since only a new row of an earlier day changes it. */
export interface FollowedDays {
  /** What the day changed. */
  of(day: string): FollowedDay
  /** The same in figures, for each inspected day up to and including that day. */
  countsUntil(day: string): readonly ChangeCounts[]
}

const nothing: Standing = new Map()

const countsOf = (day: string, { fresh, still, gone }: DayChanges): ChangeCounts => ({
  day,
  new: fresh.length,
  still: still.length,
  gone: gone.length,
})

export function createFollowedDays(store: Store): FollowedDays {
  let known: Known | undefined

  const newest = (table: string): number =>
    store.get<{ key: number | null }>(`SELECT max(key) AS key FROM ${table}`)?.key ?? 0
  const isOlder = (table: string, key: number, day: string): boolean =>
    store.get(`SELECT 1 AS yes FROM ${table} WHERE key > ? AND "day" < ? LIMIT 1`, key, day) !== undefined

  /** The plan counts too: a fault can only be gone where it was looked for. */
  const stampNow = () => [newest('row_finding'), newest('row_inspectionRun'), store.revisionOf('inspectionPlan')]

  function isStillTrue({ day, stamp }: Known, wanted: string): boolean {
    const [findings = 0, runs = 0, plans = 0] = stamp
    if (day !== wanted || plans !== store.revisionOf('inspectionPlan')) return false
    return !isOlder('row_finding', findings, day) && !isOlder('row_inspectionRun', runs, day)
  }

  function before(day: string, reach: (planId: string) => Reach): Known {
    if (known && isStillTrue(known, day)) return (known = { ...known, stamp: stampNow() })
    const stamp = stampNow()
    let standing = nothing
    const counts: ChangeCounts[] = []
    for (const earlier of inspectedDays(store, addDays(day, -followedDays), addDays(day, -1))) {
      const changes = followDay(standing, seenDay(store, earlier, reach))
      standing = changes.after
      counts.push(countsOf(earlier, changes))
    }
    return (known = { day, stamp, before: standing, counts, followed: null })
  }

  /** Plans are asked for once each. */
  function plans(): (planId: string) => Reach {
    const reaches = new Map<string, Reach>()
    return (planId) => {
      const reach = reaches.get(planId) ?? reachOf(store, planId)
      reaches.set(planId, reach)
      return reach
    }
  }

  function of(day: string): FollowedDay {
    const reach = plans()
    const earlier = before(day, reach)
    const stamp = earlier.stamp.join()
    if (earlier.followed?.stamp === stamp) return earlier.followed.day
    const changes = followDay(earlier.before, seenDay(store, day, reach))
    const followed = { changes, comparedWith: earlier.counts.at(-1)?.day ?? null }
    known = { ...earlier, followed: { stamp, day: followed } }
    return followed
  }

  return {
    of,
    countsUntil(day) {
      const { changes } = of(day)
      const isInspected = inspectedDays(store, day, day).length > 0
      return [...(known?.counts ?? []), ...(isInspected ? [countsOf(day, changes)] : [])]
    },
  }
}
