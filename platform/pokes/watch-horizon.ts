import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'

/** Transactions below `xmin` have all ended; none from `xmax` on has begun. */
export interface Snapshot {
  readonly xmin: bigint
  readonly xmax: bigint
}

interface Options {
  readonly read: () => Promise<Snapshot>
  /** Least milliseconds between two looks, asked before each. */
  readonly pause: () => number
  readonly wait: (milliseconds: number) => Promise<unknown>
  /** The feed can be read further than before. */
  readonly onMove: () => void
  readonly onFailure: (error: unknown) => void
}

export interface HorizonWatch {
  /** Something was committed. */
  look(): void
  stop(): void
}

const longestPauseMs = 250

/**
 * Tells when what was committed can be read. That may be later than the commit: the feed ends where the oldest
 * transaction began that still runs, so after a commit the horizon is watched until all that ran then have ended.
 */
export function watchHorizon({ read, pause, wait, onMove, onFailure }: Options): HorizonWatch {
  let [seen, target] = [0n, 0n]
  let isAsked = false
  let isRunning = false
  let isStopped = false

  async function look(): Promise<void> {
    const moveTarget = isAsked
    isAsked = false
    const { xmin, xmax } = await read()
    if (moveTarget && xmax > target) target = xmax
    if (xmin <= seen || isStopped) return
    seen = xmin
    onMove()
  }

  async function run(): Promise<void> {
    isRunning = true
    let rest = 0
    while (!isStopped && (isAsked || seen < target)) {
      rest = isAsked ? pause() : Math.max(pause(), Math.min(longestPauseMs, rest * 1.5))
      await look().catch(giveUp)
      await wait(rest)
    }
    isRunning = false
  }

  // Whoever listens is told again once the database is back.
  function giveUp(error: unknown): void {
    target = seen
    if (!isStopped) onFailure(error)
  }

  return {
    look() {
      isAsked = true
      if (!isRunning) void run()
    },
    stop: () => void (isStopped = true),
  }
}

export async function readSnapshot(db: Kysely<Database>): Promise<Snapshot> {
  const { rows } = await sql<{ xmin: string; xmax: string }>`
    select pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax from pg_current_snapshot() s
  `.execute(db)
  return { xmin: BigInt(rows[0]?.xmin ?? 0), xmax: BigInt(rows[0]?.xmax ?? 0) }
}
