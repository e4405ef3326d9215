import { watch, type Ref } from 'vue'
import type { Rows } from '#renderer/query.ts'

/** What a VirtualTable lets its view do. */
export interface TableHandle {
  readonly goTo: (index: number) => void
}

/** Rows that leave a list move the others up: the keys stay on the same row, not on the same place. */
export function useFollowedRow<T extends { readonly id: string }>(
  rows: Rows<T>,
  active: Ref<string | undefined>,
  table: Readonly<Ref<TableHandle | null>>,
): void {
  watch(
    () => (active.value === undefined ? -1 : rows.indexOf(active.value)),
    (place) => place >= 0 && table.value?.goTo(place),
    { flush: 'post' },
  )
}
