import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { isAppError } from '#shared/contract/app-error'
import { assertUsable } from '#platform/database/assert-usable'
import { connectDatabase } from '#platform/database/connect'
import type { Database } from '#platform/database/schema'
import { releaseJob, renewLease, takeJob, type TakenJob } from '#platform/jobs/queue'
import { layOutRuns } from '#platform/runs/lay-out'
import type { Looking } from '#platform/runs/inspect-job'
import { doJob, type Doing } from './do-job'

export interface WorkerOptions extends Pick<Looking, 'memory' | 'evidence'> {
  readonly databaseUrl: string
  /** Shown beside the jobs that it has; tells workers apart for people only. */
  readonly name: string
  /** Jobs at the same time. */
  readonly parallel: number
  /** Time without a sign of life after which others take a job over. */
  readonly leaseMs: number
  /** How often an idle worker looks for work. */
  readonly pollMs?: number
  /** Default: the system's clock. Leases don't depend on it. */
  readonly now?: () => Date
  /** Hears of failures that concern whoever runs it. */
  readonly tell: (text: string) => void
}

export interface Worker {
  /** Puts what is in hand back for others and ends. */
  close(): Promise<void>
}

const defaultPollMs = 1_000

/** Starts a worker: it takes jobs from the platform's queue until it is closed. @throws AppError `unavailable` */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, tell } = options
  const db = connectDatabase(databaseUrl, (error) => tell(`数据库连接中断：${error.message}`), 'zhanqun worker')
  try {
    await assertUsable(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const ending = new AbortController()
  const running = work(db, options, ending.signal)
  return {
    async close() {
      ending.abort()
      await running
      await db.destroy()
    },
  }
}

async function work(db: Kysely<Database>, options: WorkerOptions, ending: AbortSignal): Promise<void> {
  const { name, parallel, leaseMs, pollMs = defaultPollMs, now = () => new Date(), tell, memory, evidence } = options
  const inHand = new Set<Promise<void>>()
  while (!ending.aborted) {
    const hasMore = await takeMore().catch((error: unknown) => {
      tell(`暂时取不到任务：${messageOf(error)}`)
      return false
    })
    if (!hasMore) await Promise.race([...inHand, delay(pollMs, undefined, { signal: ending }).catch(() => undefined)])
  }
  await Promise.all(inHand)

  /** Answers whether there may be more to take. */
  async function takeMore(): Promise<boolean> {
    if (inHand.size >= parallel) return false
    await layOutRuns(db, now)
    if (ending.aborted) return false
    const job = await takeJob(db, { worker: name, leaseMs })
    if (!job) return false
    const doing = keepLeased(job).finally(() => inHand.delete(doing))
    inHand.add(doing)
    return inHand.size < parallel
  }

  /** Does a job and renews its lease meanwhile; what is no longer ours or wanted is dropped at once. */
  async function keepLeased(job: TakenJob): Promise<void> {
    const dropping = new AbortController()
    const renewing = setInterval(() => {
      renewLease(db, job, leaseMs).then(
        (isOurs) => void (isOurs || dropping.abort()),
        // The database may be back before the lease runs out; if not, recording will be refused.
        () => undefined,
      )
    }, leaseMs / 3)
    const doing: Doing = {
      ...{ db, now, signal: AbortSignal.any([ending, dropping.signal]), tell },
      ...(memory === undefined ? {} : { memory }),
      ...(evidence === undefined ? {} : { evidence }),
    }
    try {
      await doJob(job, doing)
    } catch (error) {
      if (ending.aborted) await releaseJob(db, job).catch(() => undefined)
      else if (!isAppError(error) || error.code !== 'cancelled') tell(`任务未能完成，稍后重试：${messageOf(error)}`)
    } finally {
      clearInterval(renewing)
    }
  }
}

const messageOf = (error: unknown): string =>
  isAppError(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
