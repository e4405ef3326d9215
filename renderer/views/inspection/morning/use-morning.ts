import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import type { AppError } from '#shared/contract/app-error'
import type { Finding } from '#shared/contract/finding'
import type { FindingChange, MorningCause, MorningDay } from '#shared/contract/morning'
import { isTexts, usePreference } from '#renderer/preferences.ts'
import { useCall } from '#renderer/query.ts'
import { onMadeRows } from '#renderer/query/changes.ts'
import { withStates } from './morning-rows'

export const changes = ['new', 'back', 'gone', 'still'] as const satisfies readonly FindingChange[]

/** What changed on a day, and which of it is shown. */
export interface Morning {
  readonly day: ComputedRef<MorningDay | undefined>
  readonly causes: ComputedRef<readonly MorningCause[] | undefined>
  readonly shown: ComputedRef<ReadonlySet<FindingChange>>
  readonly toggle: (change: FindingChange) => void
  readonly error: ComputedRef<AppError | undefined>
}

const kinds = ['finding', 'exemption', 'inspectionRun', 'inspectionPlan'] as const

export function useMorning(day: () => string): Morning {
  const chosen = usePreference<string[]>('morning.shown', ['new', 'back', 'gone'], isTexts)
  const shown = computed(() => new Set(changes.filter((change) => chosen.value.includes(change))))
  const answered = useCall('morning.day', () => ({ day: day(), still: shown.value.has('still') }), kinds, 400)

  // What was just done here shows at once; the answer that comes after it has it too.
  const made = shallowRef<ReadonlyMap<string, Finding['state']>>(new Map())
  onMadeRows('finding', ({ id, state }) => (made.value = new Map(made.value).set(id, state)))
  watch(answered.value, () => (made.value = new Map()))

  const present = computed(() => {
    const value = answered.value.value
    return value?.day === day() ? value : undefined
  })
  return {
    day: present,
    causes: computed(() => present.value && withStates(present.value.causes, made.value)),
    shown,
    toggle: (change) => {
      const now = new Set(shown.value)
      if (!now.delete(change)) now.add(change)
      chosen.value = [...now]
    },
    error: computed(() => answered.error.value),
  }
}
