import type { Kysely } from 'kysely'
import { AppError, isAppError } from '#shared/contract/app-error'
import { isRace } from '#platform/commands/transact'
import type { Database } from '#platform/database/schema'
import { isConnectionFailure } from '#platform/http/problems'
import { mostTries, returnJob, type TakenJob } from '#platform/jobs/queue'
import { doProbes } from '#platform/probes/probe-job'
import { doReinspection } from '#platform/rectification/reinspect-job'
import { inspect, notInspected, readInspectionJob, type InspectionJob, type Looking } from '#platform/runs/inspect-job'
import { failJob, recordJob } from '#platform/runs/record-job'

export interface Doing extends Looking {
  readonly db: Kysely<Database>
  readonly tell: (text: string) => void
}

/** Does one job and records it. @throws what could not be recorded now and is worth another attempt */
export async function doJob(job: TakenJob, doing: Doing): Promise<void> {
  const { db, now } = doing
  if (job.kind === 'availability') return doProbes(db, job, doing)
  if (job.kind === 'reinspect') return doReinspection(db, job, doing)
  const work = await readInspectionJob(db, job)
  if (!work) return void (await failJob(db, job, '批次的巡查方案或巡查员已不存在，请重新发起', now().toISOString()))
  try {
    await look(work, doing)
  } catch (error) {
    if (doing.signal.aborted || isConnectionFailure(error) || isRace(error)) throw error
    await giveBack(work, error, doing)
  }
}

const gaveUp = '多次巡查均未完成（工作进程中断），未计为子站问题；请检查平台工作进程后重新巡查'

async function look(work: InspectionJob, doing: Doing): Promise<void> {
  const { db, now } = doing
  const isUsedUp = work.job.tries > mostTries
  const seen = isUsedUp ? notInspected(work, now().toISOString(), gaveUp) : await inspect(db, work, doing)
  await recordJob(db, work, seen, now().toISOString())
}

/** A rule's refusal stands; a bug may be gone at the next attempt, on another host. */
async function giveBack(work: InspectionJob, error: unknown, { db, now, tell }: Doing): Promise<void> {
  const { job } = work
  const isFinal = isAppError(error) || job.tries >= mostTries
  const { message } = isAppError(error) ? error : bug
  if (!isAppError(error)) tell(`巡查任务 ${job.id} 出错：${error instanceof Error ? error.stack : String(error)}`)
  if (isFinal) await failJob(db, job, message, now().toISOString())
  else await returnJob(db, job, { siteIds: job.siteIds, afterMs: 5_000 * job.tries, problem: message })
}

const bug = new AppError('internal', '巡查时出现内部错误，已记入平台日志')
