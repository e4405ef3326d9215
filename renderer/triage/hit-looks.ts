import { onScopeDispose, watch } from 'vue'
import { submit } from '#renderer/query.ts'
import type { Hit } from '#shared/contract/hit'
import { isClassified } from '#shared/domain/clearance'

export type Looked = Pick<Hit, 'id' | 'siteId' | 'severity' | 'category'>

const pauseMs = 2_000
/** Coming back to the same hit within this time is the same look. */
const sameLookMs = 30 * 60_000
/** As many as one command takes. */
const most = 200

type Send = (siteId: string | null, hitIds: readonly string[]) => Promise<unknown>

/** Gathers the classified hits that come on screen and tells them a few at a time; what could not be told is told with the next ones. */
export function createHitLooks(send: Send, now: () => number = Date.now) {
  const told = new Map<string, number>()
  let waiting: Looked[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting.slice(0, most)
    waiting = waiting.slice(most)
    if (waiting.length > 0) timer = setTimeout(() => void tell(), 0)
    if (batch.length === 0) return Promise.resolve()
    const [siteId = null, ...others] = new Set(batch.map((hit) => hit.siteId))
    return send(
      others.length > 0 ? null : siteId,
      batch.map(({ id }) => id),
    ).then(
      () => undefined,
      () => void (waiting = [...batch, ...waiting]),
    )
  }

  return {
    tell,
    note(hits: readonly Looked[]): void {
      for (const hit of hits) {
        if (!isClassified(hit) || now() - (told.get(hit.id) ?? -Infinity) < sameLookMs) continue
        told.set(hit.id, now())
        waiting.push(hit)
      }
      if (waiting.length > 0) timer ??= setTimeout(() => void tell(), pauseMs)
    },
    /** Another operator's looks are their own. */
    forget(): void {
      told.clear()
    },
  }
}

const looks = createHitLooks((siteId, hitIds) => submit('hit.look', { siteId, hitIds }))

/** Tells the audit trail of the classified hits a component shows. */
export function useHitLooks(shown: () => readonly Looked[]): void {
  watch(shown, (hits) => looks.note(hits), { immediate: true })
  onScopeDispose(() => void looks.tell())
}

/** What is on its way is told before the session ends. */
export async function tellHitLooks(): Promise<void> {
  await looks.tell()
  looks.forget()
}
