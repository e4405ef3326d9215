import { sql, type Kysely } from 'kysely'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Operator } from '#shared/contract/operator'
import type { PlatformRun } from '#shared/contract/platform-run'
import { addDays, dayOf } from '#shared/domain/calendar'
import type { EvidenceKeeper } from '#shared/inspection/evidence/evidence-folder'
import { inspectSites } from '#shared/inspection/inspect-sites'
import type { PageMemory } from '#shared/inspection/known/known-page'
import { registeredTarget } from '#shared/inspection/registered-target'
import { notSeen, type SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { TakenJob } from '#platform/jobs/queue'
import { baselinesOf } from './baselines'
import { RunLinks } from './shared-links'

type Db = Kysely<Database>

/** What a job of an inspection run is about. */
export interface InspectionJob {
  readonly job: TakenJob
  readonly run: PlatformRun
  readonly plan: InspectionPlan
  readonly inspector: Operator
  readonly targets: readonly SiteTarget[]
}

/** Null where the run's plan or operator is gone. */
export async function readInspectionJob(db: Db, job: TakenJob): Promise<InspectionJob | null> {
  const [run] = await readEntities(db, 'platformRun', sql`id = ${job.runId}::uuid`)
  const [plan] = run ? await readEntities(db, 'inspectionPlan', sql`id = ${run.planId}::uuid`) : []
  const [inspector] = run ? await readEntities(db, 'operator', sql`id = ${run.inspectorId}::uuid`) : []
  if (!run || !plan || !inspector) return null
  return { job, run, plan, inspector, targets: await targetsOf(db, job.siteIds, run.day ?? dayOf(run.orderedAt)) }
}

/** Sites in the job's order; one that was taken out of the registry since is left out. */
async function targetsOf(db: Db, siteIds: readonly string[], day: string): Promise<SiteTarget[]> {
  const sites = await readEntities(db, 'site', sql`id = any(${siteIds}::uuid[])`)
  const columns = await readEntities(db, 'column', sql`site_id = any(${siteIds}::uuid[])`)
  const probed = await probedBefore(db, siteIds, day)
  const baselines = await baselinesOf(db, siteIds)
  return siteIds.flatMap((siteId) => {
    const site = sites.find(({ id }) => id === siteId)
    if (!site) return []
    const own = columns.filter((column) => column.siteId === siteId)
    const baseline = baselines.get(siteId)
    return [
      {
        ...registeredTarget(site, own),
        probed: probed.filter((one) => one.siteId === siteId).map(dayOfProbes),
        ...(baseline === undefined ? {} : { baseline }),
      },
    ]
  })
}

const probedDays = 31

interface ProbedRow {
  readonly siteId: string
  readonly day: string
  readonly samples: Uint8Array
}

const dayOfProbes = ({ day, samples }: ProbedRow) => ({ day, samples: Buffer.from(samples).toString('base64') })

/** What was probed of the sites in the days before; how many of these count is for the plan to say. */
const probedBefore = (db: Db, siteIds: readonly string[], day: string): Promise<ProbedRow[]> =>
  db
    .selectFrom('probeDay')
    .select(['siteId', sql<string>`day::text`.as('day'), 'samples'])
    .where('siteId', 'in', [...siteIds])
    .where('day', '>=', addDays(day, -probedDays))
    .where('day', '<', day)
    .orderBy('day')
    .execute()

export interface Looking {
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Pages known from earlier runs. */
  readonly memory?: PageMemory
  /** Where the proof of findings goes. */
  readonly evidence?: EvidenceKeeper
}

/** Looks at the job's sites. @throws AppError `cancelled` when the signal fires */
export const inspect = (db: Db, { run, targets, plan }: InspectionJob, looking: Looking): Promise<SiteInspection[]> =>
  inspectSites(targets, plan, { ...looking, sharedLinks: new RunLinks(db, run.id, looking.signal) })

/** Stands for sites that could not be looked at, for a fault on our side. */
export const notInspected = ({ targets }: InspectionJob, at: string, failure: string): SiteInspection[] =>
  targets.map((target) => ({
    target,
    site: target.url,
    startedAt: at,
    finishedAt: at,
    ...notSeen(failure),
  }))
