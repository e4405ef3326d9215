import { computed, type ComputedRef } from 'vue'
import { useCall } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { addDays } from '#shared/domain/calendar'
import type { Precision } from '#shared/domain/precision'

/** Days back over which an indicator's precision is counted. */
export const precisionDays = 90

/** How people judged what each indicator reported lately. */
export function usePrecision(): ComputedRef<ReadonlyMap<string, Precision>> {
  const sync = useSync()
  const answered = useCall(
    'morning.precision',
    () => ({ since: addDays(sync.today, -precisionDays) }),
    ['finding'],
    5000,
  )
  return computed(() => new Map((answered.value.value ?? []).map((one) => [one.indicator, one])))
}
