import { computed, shallowRef, type ComputedRef } from 'vue'

/** Chosen rows: a frozen set of ids that survives filters, pages and leaving the view. */
export interface SelectionModel {
  readonly ids: ComputedRef<readonly string[]>
  readonly size: ComputedRef<number>
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  /** Adds all; those already chosen stay. */
  readonly add: (ids: readonly string[]) => void
  /** Adds all, or takes all away where all were chosen. */
  readonly toggleAll: (ids: readonly string[]) => void
  readonly replace: (ids: readonly string[]) => void
  readonly clear: () => void
}

export function createSelection(): SelectionModel {
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const change = (edit: (ids: Set<string>) => void) => {
    const next = new Set(chosen.value)
    edit(next)
    chosen.value = next
  }
  const add = (ids: readonly string[]) => change((next) => ids.forEach((id) => next.add(id)))
  const remove = (ids: readonly string[]) => change((next) => ids.forEach((id) => next.delete(id)))
  return {
    ids: computed(() => [...chosen.value]),
    size: computed(() => chosen.value.size),
    has: (id) => chosen.value.has(id),
    toggle: (id) => (chosen.value.has(id) ? remove([id]) : add([id])),
    add,
    toggleAll: (ids) => (ids.every((id) => chosen.value.has(id)) ? remove(ids) : add(ids)),
    replace: (ids) => (chosen.value = new Set(ids)),
    clear: () => (chosen.value = new Set()),
  }
}

const byName = new Map<string, SelectionModel>()

/** The selection of that name, the same one for as long as the window lives. */
export function useSelection(name: string): SelectionModel {
  const known = byName.get(name) ?? createSelection()
  byName.set(name, known)
  return known
}

/** Forgets every selection: somebody else signs in. */
export const clearSelections = (): void => byName.forEach((selection) => selection.clear())
