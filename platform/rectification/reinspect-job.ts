import { sql, type Kysely } from 'kysely'
import { isAppError } from '#shared/contract/app-error'
import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { workOf } from '#shared/domain/rectification'
import { reinspected } from '#shared/domain/reinspection'
import { defaultPlan } from '#shared/inspection/plan'
import { registeredTarget } from '#shared/inspection/registered-target'
import { reinspect, isDecidable, type Reinspected } from '#shared/inspection/reinspect/reinspect'
import { unknown } from '#shared/inspection/reinspect/seen-again'
import { transact } from '#platform/commands/transact'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { endJob, holdJob, mostTries, returnJob, type TakenJob } from '#platform/jobs/queue'
import type { Looking } from '#platform/runs/inspect-job'
import { changeOrder } from './change-order'

type Db = Kysely<Database>

const retryAfterMs = 15_000

/** Looks again at what an order is about and records it, once, while the job is still this worker's. */
export async function doReinspection(db: Db, job: TakenJob, looking: Looking): Promise<void> {
  const work = await readWork(db, job)
  if (!work) return endJob(db, job, 'done')
  const at = looking.now()
  const results = job.tries > mostTries ? gaveUp(work, at) : await look(work, looking)
  if (job.tries < mostTries && isWorthAnother(results, work))
    return returnJob(db, job, { siteIds: job.siteIds, afterMs: retryAfterMs * job.tries, problem: factOf(results) })
  await recordReinspection(
    db,
    job,
    { reportedAt: workOf(work.order).rectifiedAt, results },
    looking.now().toISOString(),
  )
}

interface Work extends Reinspected {
  readonly order: RectificationOrder
}

/** Null where the order is no longer reported as rectified, or its site is gone. */
async function readWork(db: Db, { orderId }: TakenJob): Promise<Work | null> {
  const [order] = await readEntities(db, 'rectificationOrder', sql`id = ${orderId}::uuid and state = 'rectified'`)
  const [site] = order ? await readEntities(db, 'site', sql`id = ${order.siteId}::uuid`) : []
  if (!order || !site) return null
  const findings = await readEntities(db, 'finding', sql`order_id = ${order.id}::uuid`)
  const columns = await readEntities(db, 'column', sql`site_id = ${site.id}::uuid`)
  return { order, findings, target: registeredTarget(site, columns), plan: await planOf(db, findings) }
}

/** The plan that saw the findings, or the one as shipped where it is gone. */
async function planOf(db: Db, [first]: readonly Finding[]): Promise<InspectionPlan> {
  const ofRun = sql`id = (select plan_id from inspection_run where id = ${first?.runId ?? null}::uuid)`
  const [plan] = await readEntities(db, 'inspectionPlan', ofRun)
  return plan ?? defaultPlan
}

/** A fault of ours in looking says nothing of the site. */
async function look(work: Work, looking: Looking): Promise<readonly ReinspectedFinding[]> {
  try {
    return await reinspect(work, looking)
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error
    return work.findings.map((finding) => unknown(finding, error.message, looking.now()))
  }
}

const gaveUp = ({ findings }: Work, at: Date) =>
  findings.map((finding) => unknown(finding, '多次复核均未完成（工作进程中断），请检查平台工作进程', at))

/** Whether a machine may find out more by looking again soon: not where a fault is still there, or a person has to judge. */
const isWorthAnother = (results: readonly ReinspectedFinding[], { findings }: Work): boolean =>
  results.every(({ verdict }) => verdict !== 'still') &&
  results.some(
    ({ findingId, verdict }) =>
      verdict === 'unknown' && findings.some((finding) => finding.id === findingId && isDecidable(finding)),
  )

const factOf = (results: readonly ReinspectedFinding[]) =>
  results.find(({ verdict }) => verdict === 'unknown')?.fact ?? ''

interface Seen {
  /** The report that was looked into. A later one is for another look. */
  readonly reportedAt: string | null
  readonly results: readonly ReinspectedFinding[]
}

/** Answers false where the job is somebody else's by now: then nothing was stored. */
export function recordReinspection(db: Db, job: TakenJob, { reportedAt, results }: Seen, at: string): Promise<boolean> {
  const orderId = job.orderId ?? ''
  return transact(db, async (tx) => {
    if (!(await holdJob(tx, job))) return false
    await changeOrder(tx, { orderId, type: 'order.reinspect', at }, ({ order }) =>
      order.state === 'rectified' && workOf(order).rectifiedAt === reportedAt
        ? reinspected(order, results, { by: null, at })
        : null,
    )
    await endJob(tx, job, 'done')
    return true
  })
}
