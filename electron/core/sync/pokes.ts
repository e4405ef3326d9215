import type { Response } from 'undici'
import { throttled } from '#core/events'
import type { AuthorisedClient } from '#core/platform/authorised'
import { connectionFailure } from '#core/platform/connection-failure'
import { nonsense } from '#core/platform/problem'
import { pokeHeartbeatMs, routes } from '#shared/contract/api'
import { isAppError } from '#shared/contract/app-error'
import { createEventParser } from './event-lines'
import { createLoop } from './loop'

/** Listens to the platform's pokes. Only a hint: what is missed here is found by polling a little later. */
export interface Pokes {
  /** The platform answers again: listens at once where nobody does. */
  wake(): void
  /** The line may have died without a word, as after sleep or in another network: drops it and listens anew. */
  renew(): void
  stop(): Promise<void>
}

interface Options {
  readonly client: AuthorisedClient
  /** Whether polling reaches the platform; while it doesn't, listening is not tried either. */
  readonly isReachable: () => boolean
  /** The platform hears us again; until now nobody listened, so anything may be new. */
  readonly onOpen: () => void
  /** The line, the platform or the session is gone: asking tells which. */
  readonly onLost: () => void
  readonly onPoke: () => void
  /** For what is a bug. */
  readonly report: (error: unknown) => void
}

/** Two heartbeats lost and a third one late. */
const longestSilenceMs = pokeHeartbeatMs * 2.5
/** An office full of consoles must not come back to a restarted platform in the same second. */
const [shortestPauseMs, longestPauseMs] = [1_000, 60_000]
/** A stream that ended sooner than this was not worth having: the next waits longer. */
const worthwhileMs = 30_000
/** However often the platform pokes, rows are fetched no more often than anybody could look at them. */
const pokePauseMs = 100

export function listenForPokes({ client, isReachable, onOpen, onLost, onPoke, report }: Options): Pokes {
  const poked = throttled(pokePauseMs, onPoke)
  let failures = 0
  let hangUp: (() => void) | null = null
  let isStopped = false

  async function listen(): Promise<void> {
    if (!isReachable()) return
    const begun = performance.now()
    try {
      const response = await client.open(routes.pokes)
      await follow(response)
    } catch (error) {
      if (!isAppError(error)) report(error)
    }
    failures = performance.now() - begun > worthwhileMs ? 1 : failures + 1
  }

  async function follow(response: Response): Promise<void> {
    const reader = readerOf(response)
    const cancel = () => void reader.cancel().catch(() => undefined)
    if (isStopped) return cancel()
    hangUp = cancel
    onOpen()
    const silence = setTimeout(cancel, longestSilenceMs)
    const eventsIn = createEventParser()
    const decoder = new TextDecoder()
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        silence.refresh()
        const events = eventsIn(decoder.decode(part.value, { stream: true }))
        if (events.some(({ name }) => name === 'poke')) poked.request()
      }
    } catch (error) {
      throw connectionFailure(error)
    } finally {
      clearTimeout(silence)
      hangUp = null
      if (!isStopped) onLost()
    }
  }

  function pause(): number {
    if (failures === 0) return longestPauseMs
    return Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(failures - 1, 6)) * (0.5 + Math.random() / 2)
  }

  const listening = createLoop({ pass: listen, pause })

  return {
    wake() {
      if (!hangUp) listening.wake()
    },
    renew() {
      hangUp?.()
      listening.wake()
    },
    stop() {
      isStopped = true
      hangUp?.()
      poked.stop()
      return listening.stop()
    },
  }
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (response.body && response.headers.get('content-type')?.includes('text/event-stream'))
    return response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  void response.body?.cancel().catch(() => undefined)
  throw nonsense('不是事件流')
}
