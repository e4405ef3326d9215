import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '#shared/contract/api'
import type { Line } from './line'
import type { Measures } from './measures'

/** Keeps a stream of pokes open until it is stopped. */
export function listen(line: Line, measures: Measures, onPoke: () => void): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = keepOpen(line, measures, onPoke, stopping.signal)
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

async function keepOpen(line: Line, measures: Measures, onPoke: () => void, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await follow(line, measures, onPoke, stopping)
    } catch {
      if (!stopping.aborted) measures.failed('GET /v1/pokes broke off')
    }
    if (!stopping.aborted) await delay(1_000 + Math.random() * 1_000, null, { signal: stopping }).catch(() => null)
  }
}

async function follow(line: Line, measures: Measures, onPoke: () => void, stopping: AbortSignal): Promise<void> {
  const stream = await line.open(routes.pokes)
  const hangUp = () => stream.destroy()
  // The answer may have taken longer than whoever asked stayed.
  if (stopping.aborted) return void hangUp()
  stopping.addEventListener('abort', hangUp, { once: true })
  measures.opened('streams')
  onPoke()
  try {
    for await (const part of stream) {
      if (!String(part).includes('event: poke')) continue
      measures.streams.pokes += 1
      onPoke()
    }
  } finally {
    stopping.removeEventListener('abort', hangUp)
    measures.closed('streams')
  }
}
