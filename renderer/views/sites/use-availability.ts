import { computed, watch, type ComputedRef, type ShallowRef } from 'vue'
import { api } from '#renderer/api.ts'
import { useAction, useCall } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import type { AppError } from '#shared/contract/app-error'
import type { KeptAvailability } from '#shared/contract/availability'

/** How often a pane that stays open looks whether there is something newer. */
const lookEveryMs = 10 * 60_000

interface UsedAvailability {
  /** Undefined until core has answered. */
  readonly kept: ShallowRef<KeptAvailability | undefined>
  readonly error: ComputedRef<AppError | undefined>
  /** Whether the platform can be asked at all. */
  readonly isOnline: ComputedRef<boolean>
  readonly busy: ShallowRef<boolean>
}

/** What is kept of a site's availability, at once; and anew once the platform has answered. */
export function useAvailability(siteId: string): UsedAvailability {
  const sync = useSync()
  const kept = useCall('availability.site', () => ({ siteId }), [])
  const refresh = useAction(async () => {
    const { asked } = await api['availability.refresh']({ siteId })
    if (asked) await kept.refresh()
  })
  const isOnline = computed(() => sync.status?.state === 'online')
  watch([isOnline, () => Math.floor(sync.now / lookEveryMs)], () => void refresh.run(), { immediate: true })
  const error = computed(() => refresh.error.value ?? kept.error.value)
  return { kept: kept.value, error, isOnline, busy: refresh.busy }
}
