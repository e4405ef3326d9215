import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, onEvent } from '#renderer/api.ts'
import { onChanged } from '#renderer/query.ts'
import type { SyncStatus } from '#shared/contract/desk'
import { dayOf } from '#shared/domain/calendar'

/** Where the console stands with the platform, and the platform's clock. */
export const useSync = defineStore('sync', () => {
  const status = shallowRef<SyncStatus>()
  const workstation = ref(Date.now())
  onEvent('sync', (now) => (status.value = now))
  setInterval(() => (workstation.value = Date.now()), 20_000)

  async function load(): Promise<void> {
    status.value = await api['sync.status']({})
  }
  // What was done here while offline counts as unsent at once.
  onChanged('all', () => void load().catch(() => undefined), 500)
  async function syncNow(): Promise<void> {
    status.value = await api['sync.now']({})
  }
  /** Platform time in milliseconds; ticks every 20 s. */
  const now = computed(() => workstation.value + (status.value?.clockOffsetMs ?? 0))
  const today = computed(() => dayOf(now.value))
  return { status, now, today, load, syncNow }
})
