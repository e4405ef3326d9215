import { watch, type Ref } from 'vue'
import type { Rows } from '#renderer/query.ts'
import { useLinkedRow } from './linked-row'

/**
 * A queue has its first row under the hand as long as nobody chose another, and the one a link asked for even where
 * the list does not show it. One that another filter or search leaves out is let go, so that no key acts on what the
 * list does not show.
 */
export function useFirstRow<T extends { readonly id: string }>(
  rows: Rows<T>,
  active: Ref<string | undefined>,
  isOpen: Ref<boolean>,
): void {
  let linked: string | undefined
  useLinkedRow((id) => {
    linked = id
    ;[active.value, isOpen.value] = [id, true]
  })
  watch(active, (id) => {
    if (id !== undefined && id !== linked) linked = undefined
  })
  watch(
    [rows.epoch, () => rows.at(0)?.id] as const,
    ([epoch, first], [epochBefore]) => {
      const isShown = active.value !== undefined && rows.indexOf(active.value) >= 0
      const isLeftOut = epoch !== epochBefore && !isShown && active.value !== linked
      if (active.value === undefined || isLeftOut) active.value = linked ?? first
    },
    { immediate: true },
  )
}
