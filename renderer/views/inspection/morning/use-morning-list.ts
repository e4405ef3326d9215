import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { Rows } from '#renderer/query.ts'
import { useSelection, type SelectionModel } from '#renderer/selection.ts'
import { listRows } from '#renderer/triage/list-rows.ts'
import type { ChangedFinding, MorningCause } from '#shared/contract/morning'
import { findingIdsOf, rowsOf, type MorningRow } from './morning-rows'

/** The lines of the morning, the one that the keys act on, and what is chosen. */
export interface MorningList {
  readonly rows: Rows<MorningRow>
  readonly active: ShallowRef<string | undefined>
  readonly row: ComputedRef<MorningRow | undefined>
  readonly selection: SelectionModel
  /** Expands or collapses the cause of a line. */
  readonly toggle: (row: MorningRow) => void
  /** Opens a finding of the present cause in the list. */
  readonly show: (findingId: string) => void
  /** Findings that a deed is about: those of the chosen lines, else of the present one. */
  readonly chosenIds: () => string[]
  /** The same, of the present line alone, as far as they are shown. */
  readonly present: () => readonly ChangedFinding[]
}

export function useMorningList(day: () => string, causes: () => readonly MorningCause[] | undefined): MorningList {
  const expanded = shallowRef<ReadonlySet<string>>(new Set())
  const active = shallowRef<string>()
  const selection = useSelection('inspection.morning')
  const lines = computed(() => {
    const shown = causes()
    return shown && rowsOf(shown, expanded.value)
  })
  const row = computed(() => lines.value?.find(({ id }) => id === active.value))

  watch(day, () => {
    active.value = undefined
    selection.clear()
  })
  watch(
    lines,
    (now) => {
      if (now && !now.some(({ id }) => id === active.value)) active.value = now[0]?.id
    },
    { immediate: true },
  )

  function toggle({ cause, isMember }: MorningRow): void {
    const next = new Set(expanded.value)
    if (!next.delete(cause.key)) next.add(cause.key)
    expanded.value = next
    if (isMember) active.value = cause.key
  }

  return {
    rows: listRows(() => lines.value),
    active,
    row,
    selection,
    toggle,
    show(findingId) {
      if (!row.value) return
      expanded.value = new Set([...expanded.value, row.value.cause.key])
      active.value = findingId
    },
    chosenIds() {
      const ids = new Set(selection.size.value > 0 ? selection.ids.value : row.value ? [row.value.id] : [])
      return findingIdsOf((lines.value ?? []).filter(({ id }) => ids.has(id)))
    },
    present() {
      if (!row.value || row.value.cause.change === 'gone') return []
      return row.value.finding ? [row.value.finding] : row.value.cause.findings
    },
  }
}
