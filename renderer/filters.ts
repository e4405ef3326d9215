import { computed, onActivated, onDeactivated, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import type { FieldFilter } from '#shared/contract/desk'

/** A filter of a list as the operator sees it: `name` in the address, a chip with a menu of values. */
export interface FilterDefinition {
  readonly name: string
  readonly label: string
  readonly options: readonly FilterOption[]
  /** What the chosen values mean as restrictions; without it, the field of that name has one of the values. */
  readonly where?: (values: readonly string[]) => Record<string, FieldFilter>
  /** At most one value. */
  readonly single?: boolean
}
export interface FilterOption {
  readonly value: string
  readonly label: string
  readonly count?: number | undefined
}

export interface Filters {
  readonly search: Readonly<Ref<string>>
  readonly setSearch: (text: string) => void
  /** Chosen values by filter name. */
  readonly chosen: Ref<Readonly<Record<string, readonly string[]>>>
  readonly set: (name: string, values: readonly string[]) => void
  readonly clear: () => void
  readonly where: ComputedRef<Record<string, FieldFilter>>
  readonly isActive: ComputedRef<boolean>
}

/** Chosen values as the address carries them, and back. */
export const queryOf = (
  search: string,
  chosen: Readonly<Record<string, readonly string[]>>,
): Record<string, string> => ({
  ...(search && { q: search }),
  ...Object.fromEntries(
    Object.entries(chosen)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, values.join(',')]),
  ),
})
export function chosenFrom(query: LocationQuery, names: readonly string[]): Record<string, readonly string[]> {
  const entries = names.map((name) => [name, query[name]] as const)
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' && value ? [[name, value.split(',')]] : [])),
  )
}

/**
 * Filters of a view, kept in the address (so they can be shared as a link) and remembered while the view is away.
 * Coming by a link with a query replaces them; coming by the rail brings the last ones back.
 */
export function useFilters(definitions: () => readonly FilterDefinition[]): Filters {
  const [route, router] = [useRoute(), useRouter()]
  const home = route.path
  const names = () => definitions().map(({ name }) => name)
  const search = shallowRef('')
  const chosen = shallowRef<Readonly<Record<string, readonly string[]>>>({})
  let away = false

  // What the address last said of these filters: only another word of it is news, not one that was typed over since.
  let said = ''
  const shown = () => JSON.stringify(queryOf(search.value, chosen.value))
  const inAddress = () => {
    const text = route.query['q']
    return { text: typeof text === 'string' ? text : '', chosen: chosenFrom(route.query, names()) }
  }

  function takeFromAddress(): void {
    const { text, chosen: values } = inAddress()
    ;[search.value, chosen.value] = [text, values]
    said = shown()
  }
  function putIntoAddress(): void {
    if (away || route.path !== home || said === shown()) return
    said = shown()
    const isOurs = (name: string) => name === 'q' || names().includes(name)
    const others = Object.fromEntries(Object.entries(route.query).filter(([name]) => !isOurs(name)))
    void router.replace({ path: home, query: { ...others, ...queryOf(search.value, chosen.value) } })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const putSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(putIntoAddress, 200)
  }

  takeFromAddress()
  watch([search, chosen], putSoon)
  watch(
    () => route.query,
    () => {
      if (away || route.path !== home) return
      const { text, chosen: values } = inAddress()
      if (JSON.stringify(queryOf(text, values)) !== said) takeFromAddress()
    },
  )
  onDeactivated(() => (away = true))
  onActivated(() => {
    away = false
    if (Object.keys(route.query).length > 0) return takeFromAddress()
    said = ''
    putIntoAddress()
  })

  const where = computed(() =>
    Object.assign(
      {},
      ...definitions().map(({ name, where: restrict }) => {
        const values = chosen.value[name] ?? []
        if (values.length === 0) return {}
        return restrict ? restrict(values) : { [name]: { in: [...values] } }
      }),
    ),
  )
  return {
    search,
    chosen,
    where,
    setSearch: (text) => (search.value = text),
    set: (name, values) => (chosen.value = { ...chosen.value, [name]: values }),
    clear: () => ([search.value, chosen.value] = ['', {}]),
    isActive: computed(() => search.value !== '' || Object.values(chosen.value).some((values) => values.length > 0)),
  }
}
