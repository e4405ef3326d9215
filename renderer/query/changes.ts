import { getCurrentInstance, onActivated, onDeactivated, onScopeDispose } from 'vue'
import { onEvent } from '#renderer/api.ts'
import type { EntityKind, EntityOf } from '#shared/contract/entity'

type Listener = { readonly kinds: ReadonlySet<EntityKind> | 'all'; readonly run: () => void }
const listeners = new Set<Listener>()

/** Core tells of changed rows: everything that shows them asks again. Called once, when the page starts. */
export function watchChanges(): void {
  onEvent('changed', ({ kinds }) => {
    for (const { kinds: mine, run } of [...listeners]) if (mine === 'all' || kinds.some((kind) => mine.has(kind))) run()
  })
  window.zhanqun.on('core-restarted', () => [...listeners].forEach(({ run }) => run()))
}

/** Least time between two refetches of one query, so that a first sync does not keep it busy. */
const pauseMs = 250

/**
 * Runs `refetch` when rows of these kinds changed: at once for a single change, spaced out for a stream of them, and
 * not while the view is kept alive out of sight (then once when it comes back).
 */
export function onChanged(kinds: readonly EntityKind[] | 'all', refetch: () => void, spacingMs = pauseMs): void {
  let hidden = false
  let missed = false
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    timer = undefined
    last = performance.now()
    refetch()
  }
  const changed = () => {
    if (hidden) missed = true
    else timer ??= setTimeout(run, Math.max(0, last + spacingMs - performance.now()))
  }
  const listener: Listener = { kinds: kinds === 'all' ? 'all' : new Set(kinds), run: changed }
  listeners.add(listener)
  onScopeDispose(() => {
    clearTimeout(timer)
    listeners.delete(listener)
  })
  if (!getCurrentInstance()) return
  onDeactivated(() => (hidden = true))
  onActivated(() => {
    hidden = false
    if (missed) run()
    missed = false
  })
}

/**
 * Hears of rows of a kind that a command given here has just made: they are shown at once, while what they mean for
 * order, filters and counts comes with the next answer.
 */
export function onMadeRows<K extends EntityKind>(kind: K, show: (row: EntityOf<K>) => void): void {
  const stop = onEvent('rows', ({ rows }) => {
    for (const made of rows) if (made.kind === kind) show(made.row as EntityOf<K>)
  })
  onScopeDispose(stop)
}
