import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

interface Options {
  readonly databaseUrl: string
  /** Something was committed to the feed, or may have been while nobody listened. */
  readonly onCommit: () => void
  /** Hears of a connection that broke; it is made again. */
  readonly onLost: (error: Error) => void
}

export interface Listening {
  close(): Promise<void>
}

const longestPauseMs = 10_000
const beatMs = 15_000

/** Hears on a connection of its own what any process commits to this database, until it is closed. */
export function listenForCommits(options: Options): Listening {
  const ending = new AbortController()
  const running = keepListening(options, ending.signal)
  return {
    close() {
      ending.abort()
      return running
    },
  }
}

async function keepListening({ databaseUrl, onCommit, onLost }: Options, ending: AbortSignal): Promise<void> {
  let failures = 0
  while (!ending.aborted) {
    const error = await listenUntilLost(databaseUrl, ending, () => {
      failures = 0
      onCommit()
    })
    if (ending.aborted) return
    onLost(error)
    failures += 1
    const pause = Math.min(longestPauseMs, 100 * 2 ** failures) * (0.5 + Math.random() / 2)
    await delay(pause, undefined, { signal: ending }).catch(() => undefined)
  }
}

/** Answers why it ended. */
async function listenUntilLost(databaseUrl: string, ending: AbortSignal, onCommit: () => void): Promise<Error> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'zhanqun pokes',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  const over = new AbortController()
  let beat: NodeJS.Timeout | undefined
  try {
    return await new Promise<Error>((resolve) => {
      client.on('error', resolve)
      client.on('end', () => resolve(new Error('the connection ended')))
      client.on('notification', onCommit)
      ending.addEventListener('abort', () => resolve(new Error('closed')), { signal: over.signal })
      // A line that died without a word is noticed only by asking.
      beat = setInterval(() => void client.query('select').catch(resolve), beatMs)
      client
        .connect()
        .then(() => client.query('listen feed_changed'))
        .then(onCommit)
        .catch(resolve)
    })
  } finally {
    over.abort()
    clearInterval(beat)
    const ended = client.end().catch(() => undefined)
    if (ending.aborted) await ended
  }
}
