import { sql, type Kysely } from 'kysely'
import { schemaVersion, type Command } from '#shared/contract/command'
import type { PlatformRun } from '#shared/contract/platform-run'
import { dayOf } from '#shared/domain/calendar'
import { taken, type Reads } from '#shared/domain/command-rule'
import { ruleFor } from '#shared/domain/command-rules'
import { platformRunEdges, stopped } from '#shared/domain/platform-run-states'
import { nextState } from '#shared/domain/state-machine'
import { recordArgs } from '#shared/inspection/hand-in/record-args'
import { split } from '#shared/inspection/hand-in/split'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { idFrom } from '#shared/signing/sm3'
import { applyCommand } from '#platform/commands/apply-command'
import { lockSubjects } from '#platform/commands/lock-subjects'
import { transact } from '#platform/commands/transact'
import { readEntities, updateEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { endJob, holdJob, isAnyLeft, mostTries, returnJob, type TakenJob } from '#platform/jobs/queue'
import { keepBaselines } from './baselines'
import type { InspectionJob } from './inspect-job'

type Db = Kysely<Database>

/** What became of a job: recorded, recorded in part and put back, or in vain because it is somebody else's or cancelled. */
export type Recorded = 'done' | 'put-back' | 'in-vain'

const retryAfterMs = 15_000

/**
 * Records what was seen of a job's sites by the rule that a console's own run obeys, ends the job and counts it in its
 * run: all of it in one transaction, and only while the job is still this worker's. Sites that our side failed on are
 * tried again later, until the tries are used up.
 * @throws AppError as the rule, when nothing was recorded
 */
export function recordJob(db: Db, work: InspectionJob, seen: readonly SiteInspection[], at: string): Promise<Recorded> {
  const again = work.job.tries < mostTries ? seen.filter(({ failure }) => failure !== undefined) : []
  const final = seen.filter((inspection) => !again.includes(inspection))
  const commands = commandsFor(work, final, at)
  const reads = subjectsOf(work.run.id, commands)
  return transact(db, async (tx) => {
    await lockSubjects(tx, reads)
    const run = await runInHand(tx, work.job)
    if (!run) return 'in-vain'
    for (const command of commands) await applyCommand(tx, command, work.inspector, at)
    await keepBaselines(tx, final, work.run.day ?? dayOf(at))
    if (again.length > 0) await putBack(tx, work.job, again)
    else await endJob(tx, work.job, 'done')
    await count(tx, run, at, {
      done: work.job.siteIds.length - again.length,
      failed: final.filter(({ failure }) => failure !== undefined).length,
      findings: final.reduce((sum, { findings }) => sum + findings.length, 0),
      problem: seen.find(({ failure }) => failure !== undefined)?.failure ?? null,
    })
    return again.length > 0 ? 'put-back' : 'done'
  })
}

/** Ends a job whose results may not be recorded, with the reason. */
export function failJob(db: Db, job: TakenJob, problem: string, at: string): Promise<Recorded> {
  return transact(db, async (tx) => {
    await lockSubjects(tx, { run: taken('platformRun', job.runId ?? '') })
    const run = await runInHand(tx, job)
    if (!run) return 'in-vain'
    await endJob(tx, job, 'failed', problem)
    await count(tx, run, at, { done: job.siteIds.length, failed: job.siteIds.length, findings: 0, problem })
    return 'done'
  })
}

/** The run, where the job is this worker's and the run wasn't cancelled. */
async function runInHand(tx: Db, job: TakenJob): Promise<PlatformRun | null> {
  if (!(await holdJob(tx, job))) return null
  const isGoing = sql`id = ${job.runId}::uuid and state in ('running', 'paused')`
  const [run] = await readEntities(tx, 'platformRun', isGoing)
  return run ?? null
}

function commandsFor(work: InspectionJob, inspections: readonly SiteInspection[], at: string): Command[] {
  const { job, run, plan, inspector } = work
  const startedAt = inspections.reduce((first, one) => (one.startedAt < first ? one.startedAt : first), at)
  const facts = { planId: plan.id, platformRunId: run.id, day: run.day ?? '', startedAt, finishedAt: at }
  return split(inspections).map((pieces, part) => {
    const name = [job.id, String(job.attempt), String(part)]
    return {
      id: idFrom('recording', ...name),
      device: job.id,
      n: part + 1,
      author: inspector.id,
      type: 'inspection.record',
      args: recordArgs({ ...facts, runId: idFrom('part', ...name) }, pieces),
      base: [],
      madeAt: at,
      schema: schemaVersion,
    }
  })
}

/** Everything that is read or counted, so that all locks are taken at once and nobody waits in a circle. */
function subjectsOf(runId: string, commands: readonly Command[]): Reads {
  const reads = commands.flatMap(({ type, args }, part) =>
    Object.entries(ruleFor(type).reads(args)).map(([name, read]) => [`${part} ${name}`, read] as const),
  )
  return { ...Object.fromEntries(reads), run: taken('platformRun', runId) }
}

async function putBack(tx: Db, job: TakenJob, again: readonly SiteInspection[]): Promise<void> {
  const siteIds = again.flatMap(({ target }) => target.siteId ?? [])
  await returnJob(tx, job, { siteIds, afterMs: retryAfterMs * job.tries, problem: again[0]?.failure ?? '' })
}

type Counted = Pick<PlatformRun, 'done' | 'failed' | 'findings' | 'problem'>

async function count(tx: Db, run: PlatformRun, at: string, { done, failed, findings, problem }: Counted) {
  const counted = {
    ...run,
    done: run.done + done,
    failed: run.failed + failed,
    findings: run.findings + findings,
    problem: problem ?? run.problem,
  }
  const isOver = !(await isAnyLeft(tx, run.id))
  const over = isOver
    ? { ...stopped(counted, at), state: nextState(platformRunEdges, run.state, 'finish'), finishedAt: at }
    : counted
  await updateEntities(tx, 'platformRun', [over])
}
