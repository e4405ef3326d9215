import type { DeskEvents } from '#shared/contract/desk'

export type Topic = keyof DeskEvents
export type Listener = <T extends Topic>(topic: T, payload: DeskEvents[T]) => void

/** What core tells its windows. */
export interface Events {
  emit<T extends Topic>(topic: T, payload: DeskEvents[T]): void
  /** Calls the listener with every event until the returned function is called. */
  subscribe(listener: Listener): () => void
}

export function createEvents(): Events {
  const listeners = new Set<Listener>()
  return {
    emit(topic, payload) {
      for (const listener of listeners) listener(topic, payload)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Calls `work` at once and then, while it is asked for again, at most once in `milliseconds`; the last request is never lost. */
export function throttled(milliseconds: number, work: () => void): { request(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null
  let isWanted = false
  function rest(): void {
    timer = setTimeout(() => {
      timer = null
      if (isWanted) run()
    }, milliseconds)
  }
  function run(): void {
    isWanted = false
    rest()
    work()
  }
  return {
    request() {
      if (timer) isWanted = true
      else run()
    },
    stop() {
      if (timer) clearTimeout(timer)
      timer = null
      isWanted = false
    },
  }
}
