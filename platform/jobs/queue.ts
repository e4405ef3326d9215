import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/** A job as a worker has it. `attempt` is its title to it: whoever takes the job over counts one up. */
export interface TakenJob {
  readonly id: string
  readonly kind: string
  readonly runId: string | null
  readonly planId: string | null
  readonly orderId: string | null
  readonly siteIds: readonly string[]
  readonly attempt: number
  /** How often it was tried in earnest, this time included. */
  readonly tries: number
}

interface Taking {
  readonly worker: string
  readonly leaseMs: number
}

/** How often a job is tried. A worker that has it in its hands once more gives it up instead. */
export const mostTries = 4

const inFuture = (milliseconds: number) => sql<string>`now() + ${milliseconds} * interval '1 millisecond'`

/**
 * Takes the next job that is due, or one whose worker let its lease run out, and leases it. Leases are measured by the
 * database's clock, so the clocks of the workers' hosts don't matter. Jobs of a run that doesn't run are left alone; runs of
 * a whole province wait for what somebody looks out for.
 */
export async function takeJob(db: Db, { worker, leaseMs }: Taking): Promise<TakenJob | null> {
  const { rows } = await sql<TakenJob>`
    update job set state = 'leased', attempt = attempt + 1, tries = tries + 1,
      worker = ${worker}, leased_until = ${inFuture(leaseMs)}
    where id = (
      select j.id from job j left join platform_run r on r.id = j.run_id
      where (j.state = 'waiting' and j.not_before <= now() or j.state = 'leased' and j.leased_until < now())
        and (j.run_id is null or r.state = 'running')
      order by j.kind = 'inspect', j.not_before, j.place
      limit 1 for update of j skip locked
    )
    returning id, kind, run_id as "runId", plan_id as "planId", order_id as "orderId", site_ids as "siteIds", attempt, tries
  `.execute(db)
  return rows[0] ?? null
}

const held = (db: Db, { id, attempt }: TakenJob) =>
  db.updateTable('job').where('id', '=', id).where('attempt', '=', attempt).where('state', '=', 'leased')

/** Answers false where the job is no longer this worker's, or its run was cancelled: then the work is in vain. */
export async function renewLease(db: Db, job: TakenJob, leaseMs: number): Promise<boolean> {
  const { numUpdatedRows } = await held(db, job)
    .set({ leasedUntil: inFuture(leaseMs) })
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('platformRun').select('id').whereRef('id', '=', 'job.runId').where('state', '=', 'cancelled'),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Holds a job to the end of the transaction that records its result. Answers false where somebody else has it by now:
 * then nothing may be recorded.
 */
export async function holdJob(tx: Db, { id, attempt }: TakenJob): Promise<boolean> {
  const row = await tx
    .selectFrom('job')
    .select('id')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'leased')
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function endJob(tx: Db, job: TakenJob, state: 'done' | 'failed', problem: string | null = null) {
  await held(tx, job).set({ state, problem, leasedUntil: null }).execute()
}

interface Return {
  /** What is left of it. */
  readonly siteIds: readonly string[]
  readonly afterMs: number
  readonly problem: string
}

/** Puts a job back for a later attempt. */
export async function returnJob(db: Db, job: TakenJob, { siteIds, afterMs, problem }: Return): Promise<void> {
  await held(db, job)
    .set({ state: 'waiting', siteIds: [...siteIds], notBefore: inFuture(afterMs), leasedUntil: null, problem })
    .execute()
}

/** Puts a job back that a worker has no time for: that was no try. */
export async function releaseJob(db: Db, job: TakenJob): Promise<void> {
  await held(db, job)
    .set({ state: 'waiting', tries: sql`tries - 1`, notBefore: sql`now()`, leasedUntil: null })
    .execute()
}

/** Whether anything of a run is still to be done. */
export async function isAnyLeft(tx: Db, runId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('job')
    .select('id')
    .where('runId', '=', runId)
    .where('state', 'in', ['waiting', 'leased'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
