import { onActivated, onDeactivated, shallowRef, watch, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Which row of a list is read beside it. `active` is the row the keys act on; it is in the pane while `isOpen`. */
export interface Reading {
  readonly active: ShallowRef<string | undefined>
  readonly isOpen: ShallowRef<boolean>
  readonly open: (row: { readonly id: string }) => void
  readonly close: () => void
}

/** The opened row is in the address as `open`, so a link shows it, and coming back to the view does too. */
export function useReading(): Reading {
  const [route, router] = [useRoute(), useRouter()]
  const home = route.path
  const active = shallowRef<string>()
  const isOpen = shallowRef(false)
  let away = false

  // What the address last said; only another word of it is news.
  let said: unknown

  function takeFromAddress(): void {
    const id = route.query['open']
    said = id
    if (typeof id === 'string') [active.value, isOpen.value] = [id, true]
  }
  function putIntoAddress(): void {
    if (away || route.path !== home) return
    const { open: _, ...rest } = route.query
    const query = isOpen.value && active.value ? { ...rest, open: active.value } : rest
    said = query['open']
    if (said !== route.query['open']) void router.replace({ path: home, query })
  }
  takeFromAddress()
  watch([active, isOpen], putIntoAddress)
  watch(
    () => route.query['open'],
    (id) => !away && route.path === home && id !== said && takeFromAddress(),
  )
  onDeactivated(() => (away = true))
  onActivated(() => {
    away = false
    takeFromAddress()
    putIntoAddress()
  })
  return {
    active,
    isOpen,
    open: ({ id }) => ([active.value, isOpen.value] = [id, true]),
    close: () => (isOpen.value = false),
  }
}
