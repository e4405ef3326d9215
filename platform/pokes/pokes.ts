import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import { listenForCommits, type Listening } from './listen'
import { createPokeStreams, type Listener } from './streams'
import { readSnapshot, watchHorizon } from './watch-horizon'

/** Tells consoles at once that the change feed has something new. A hint only: who misses it finds out by asking. */
export interface Pokes {
  /** A stream of server-sent events, until its session ends or the platform closes. */
  open(listener: Listener): Readable
  close(): Promise<void>
}

interface Options {
  readonly db: Kysely<Database>
  readonly databaseUrl: string
  readonly heartbeatMs: number
  readonly log: Pick<FastifyBaseLogger, 'warn'>
}

const leastPauseMs = 50
/** Each poke makes every console ask at once, so many consoles are poked less often: some 500 times a second in all. */
const pauseMsPerStream = 2

export function createPokes({ db, databaseUrl, heartbeatMs, log }: Options): Pokes {
  const streams = createPokeStreams(heartbeatMs)
  const onLost = (error: unknown) => log.warn({ err: error }, 'listening for commits was interrupted')
  const watch = watchHorizon({
    read: () => readSnapshot(db),
    pause: () => Math.max(leastPauseMs, pauseMsPerStream * streams.count()),
    wait,
    onMove: streams.pokeAll,
    onFailure: onLost,
  })
  const onCommit = () => void (streams.count() > 0 && watch.look())
  // A platform that no console listens to needs no connection for it.
  let listening: Listening | null = null
  let isClosed = false

  return {
    open(listener) {
      const stream = streams.open(listener)
      if (isClosed) streams.endAll()
      else listening ??= listenForCommits({ databaseUrl, onCommit, onLost })
      // What was committed before may become readable only now.
      if (streams.count() === 1) watch.look()
      return stream
    },
    async close() {
      isClosed = true
      streams.endAll()
      watch.stop()
      await listening?.close()
    },
  }
}
