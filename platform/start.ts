import path from 'node:path'
import type { Kysely } from 'kysely'
import { startCluster, type Cluster } from '#platform/database/embedded/cluster'
import type { Database } from '#platform/database/schema'
import { keepStartingRuns } from '#platform/runs/keep-starting'
import { createPlatform, type PlatformOptions, type RunningPlatform } from './server'

/** What fills an unused database before the platform answers, and what is served beside it. */
export interface Companion {
  prepare(db: Kysely<Database>): Promise<void>
  start(db: Kysely<Database>): Promise<{ close(): Promise<void> }>
}

export interface StartOptions extends Pick<PlatformOptions, 'now' | 'log'> {
  /** Connection string of a PostgreSQL ≥ 15; without one, PostgreSQL from npm runs on `dataDir`. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  /** 0 picks a free port. */
  readonly port: number
  readonly host?: string
  readonly companion?: Companion | undefined
}

export interface StartedPlatform {
  readonly url: string
  readonly port: number
  /** Where workers on this machine find the queue. */
  readonly databaseUrl: string
  /** Requests under way end first, then connections and the embedded database are closed. Safe to call twice. */
  close(): Promise<void>
}

/** Starts everything a platform needs, in order; what was started is closed again when a later part fails. */
export async function startPlatform(options: StartOptions): Promise<StartedPlatform> {
  const { databaseUrl, dataDir, port, host = '127.0.0.1', companion, ...rest } = options
  const opened: (() => Promise<void>)[] = []
  try {
    const cluster = databaseUrl ? null : await opening(startCluster(path.join(dataDir, 'postgres')), stopCluster)
    const usedUrl = cluster?.url ?? databaseUrl ?? ''
    const running = await opening(createPlatform({ ...rest, databaseUrl: usedUrl }), closePlatform)
    await companion?.prepare(running.platform.db)
    if (companion) await opening(companion.start(running.platform.db), (started) => started.close())
    await opening(Promise.resolve(keepStartingRuns(running)), (keeping) => keeping.close())
    const url = await running.listen({ port, host })
    return { url, port: Number(new URL(url).port), databaseUrl: usedUrl, close: onceOnly(closeAll) }
  } catch (error) {
    await closeAll()
    throw error
  }

  async function opening<T>(starting: Promise<T>, close: (started: T) => Promise<void>): Promise<T> {
    const started = await starting
    opened.push(() => close(started))
    return started
  }

  async function closeAll(): Promise<void> {
    for (const close of opened.splice(0).reverse()) await close()
  }
}

const stopCluster = (cluster: Cluster) => cluster.stop()
const closePlatform = (running: RunningPlatform) => running.close()

function onceOnly(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => (closing ??= close())
}
