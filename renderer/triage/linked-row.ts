import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Hands over the row that a link names as `open`, once: it is taken out of the address. */
export function useLinkedRow(take: (id: string) => void): void {
  const [route, router] = [useRoute(), useRouter()]
  const home = route.path

  function look(): void {
    const { open, ...rest } = route.query
    if (route.path !== home || typeof open !== 'string') return
    take(open)
    void router.replace({ path: home, query: rest })
  }
  look()
  watch(() => route.fullPath, look)
}
