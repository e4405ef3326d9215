import { watch, type Ref } from 'vue'
import type { Rows } from '#renderer/query.ts'

/**
 * A queue has its first row under the hand as long as nobody chose another. One that another filter or search leaves
 * out is let go, so that no key acts on what the list does not show.
 */
export function useFirstRow<T extends { readonly id: string }>(rows: Rows<T>, active: Ref<string | undefined>): void {
  watch(
    [rows.epoch, () => rows.at(0)?.id] as const,
    ([epoch, first], [epochBefore]) => {
      const isLeftOut = epoch !== epochBefore && active.value !== undefined && rows.indexOf(active.value) < 0
      if (active.value === undefined || isLeftOut) active.value = first
    },
    { immediate: true },
  )
}
