import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useCall } from '#renderer/query.ts'
import { useSession } from './session'

/** The figures of the overview, which the rail counts from as well. */
export const useFigures = defineStore('figures', () => {
  const session = useSession()
  // Figures count over everything, so a stream of changes gets them at most every three seconds.
  const input = () => (session.operator ? {} : undefined)
  const { value, error, refresh } = useCall('overview.figures', input, 'all', 3000)
  return { figures: computed(() => value.value), error: computed(() => error.value), refresh }
})

/** Sum of counts, over all values or the named ones. */
export const sumOf = (
  counts: readonly { readonly value: unknown; readonly count: number }[] | undefined,
  ...values: readonly string[]
): number =>
  (counts ?? [])
    .filter(({ value }) => values.length === 0 || values.includes(String(value)))
    .reduce((sum, { count }) => sum + count, 0)
