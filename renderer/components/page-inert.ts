import { onScopeDispose } from 'vue'

let dialogs = 0

/** While the component lives, everything below dialogs neither takes the focus nor hears a pointer. Pop-ups of widgets stay alive. */
export function usePageInert(): void {
  const set = (by: 1 | -1) => {
    dialogs += by
    document.getElementById('app')?.toggleAttribute('inert', dialogs > 0)
  }
  set(1)
  onScopeDispose(() => set(-1))
}
