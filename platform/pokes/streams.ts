import { PassThrough, type Readable } from 'node:stream'

/** Who listens. */
export interface Listener {
  readonly operatorId: string
  /** Whether the session that opened the stream still holds; rejects where that can't be told now. */
  readonly isSignedIn: () => Promise<boolean>
}

/** The open streams of server-sent events of one process. */
export interface PokeStreams {
  open(listener: Listener): Readable
  count(): number
  pokeAll(): void
  endAll(): void
}

const poke = 'event: poke\ndata: changed\n\n'
const heartbeat = ':\n\n'
/** What a listener that knows only the standard should wait before it comes back. */
const greeting = 'retry: 3000\n\n'
/** Streams of one operator; the next one ends the oldest, which may be a line that is dead already. */
const mostPerOperator = 8

export function createPokeStreams(heartbeatMs: number): PokeStreams {
  const open = new Map<PassThrough, string>()

  function end(stream: PassThrough): void {
    open.delete(stream)
    stream.end()
  }

  function makeRoom(operatorId: string): void {
    const theirs = [...open].filter(([, owner]) => owner === operatorId)
    for (const [stream] of theirs.slice(0, Math.max(0, theirs.length - mostPerOperator + 1))) end(stream)
  }

  async function beat(stream: PassThrough, { isSignedIn }: Listener): Promise<void> {
    // Nobody has read since long ago: what is still unsent would only pile up.
    if (stream.writableNeedDrain) return void stream.destroy()
    const holds = await isSignedIn().catch(() => true)
    if (!open.has(stream)) return
    if (holds) stream.write(heartbeat)
    else end(stream)
  }

  return {
    open(listener) {
      makeRoom(listener.operatorId)
      const stream = new PassThrough()
      open.set(stream, listener.operatorId)
      const timer = setInterval(() => void beat(stream, listener), heartbeatMs)
      stream.on('error', () => undefined)
      stream.on('close', () => {
        clearInterval(timer)
        open.delete(stream)
      })
      stream.write(greeting)
      return stream
    },
    count: () => open.size,
    pokeAll() {
      for (const stream of open.keys()) if (!stream.writableNeedDrain) stream.write(poke)
    },
    endAll() {
      for (const stream of [...open.keys()]) end(stream)
    },
  }
}
