import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { queryOf, type FilterDefinition, type Filters } from '#renderer/filters.ts'
import { usePreference } from '#renderer/preferences.ts'

/** One set of filters as the address carries it. */
type Query = Readonly<Record<string, string>>

const isQuery = (value: unknown): value is Query =>
  typeof value === 'object' && value !== null && Object.values(value).every((word) => typeof word === 'string')
const isQueries = (value: unknown): value is readonly Query[] => Array.isArray(value) && value.every(isQuery)

/** The same for the same filters, in whichever order they were chosen. */
const keyOf = (query: Query): string =>
  JSON.stringify(
    Object.entries(query)
      .map(([name, words]) => [name, words.split(',').sort()])
      .sort(),
  )

/** 状态 待处置、已确认 · 区划 岚都市: what a set of filters is called, from the words of its chips. */
export function wordsOf({ q, ...chosen }: Query, definitions: readonly FilterDefinition[]): string {
  const parts = definitions.flatMap(({ name, label, options }) => {
    const values = chosen[name]?.split(',') ?? []
    const labels = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
    return labels.length > 0 ? [`${label} ${labels.join('、')}`] : []
  })
  return [...(q ? [q] : []), ...parts].join(' · ')
}

export interface SavedFilters {
  /** What was saved for this list, as options. */
  readonly options: ComputedRef<FilterDefinition['options']>
  /** The option that is set now, if any. */
  readonly current: ComputedRef<readonly string[]>
  readonly apply: (chosen: readonly string[]) => void
  /** Saves what is set now, or forgets it where it is saved. */
  readonly toggle: () => void
}

/** Filters that this workstation keeps for a list, to be set again in one step. */
export function useSavedFilters(filters: Filters, definitions: () => readonly FilterDefinition[]): SavedFilters {
  const list = [useRoute().path, ...definitions().map(({ name }) => name)].join(' ')
  const saved = usePreference<readonly Query[]>(`filters ${list}`, [], isQueries)
  const now = computed(() => queryOf(filters.search.value, filters.chosen.value))
  const current = computed(() => [keyOf(now.value)].filter((key) => saved.value.some((query) => keyOf(query) === key)))

  function apply([key]: readonly string[]): void {
    const query = saved.value.find((other) => keyOf(other) === key)
    filters.clear()
    if (!query) return
    filters.setSearch(query['q'] ?? '')
    for (const { name } of definitions()) if (query[name]) filters.set(name, query[name].split(','))
  }
  function toggle(): void {
    const [key] = current.value
    saved.value = key ? saved.value.filter((query) => keyOf(query) !== key) : [...saved.value, now.value]
  }
  return {
    options: computed(() =>
      saved.value.map((query) => ({ value: keyOf(query), label: wordsOf(query, definitions()) })),
    ),
    current,
    apply,
    toggle,
  }
}
