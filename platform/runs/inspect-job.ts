import { sql, type Kysely } from 'kysely'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Operator } from '#shared/contract/operator'
import type { PlatformRun } from '#shared/contract/platform-run'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { registeredTarget } from '#shared/inspection/registered-target'
import { notSeen, type SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { TakenJob } from '#platform/jobs/queue'

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
  return { job, run, plan, inspector, targets: await targetsOf(db, job.siteIds) }
}

/** Sites in the job's order; one that was taken out of the registry since is left out. */
async function targetsOf(db: Db, siteIds: readonly string[]): Promise<SiteTarget[]> {
  const sites = await readEntities(db, 'site', sql`id = any(${siteIds}::uuid[])`)
  const columns = await readEntities(db, 'column', sql`site_id = any(${siteIds}::uuid[])`)
  return siteIds.flatMap((siteId) => {
    const site = sites.find(({ id }) => id === siteId)
    return site
      ? [
          registeredTarget(
            site,
            columns.filter((column) => column.siteId === siteId),
          ),
        ]
      : []
  })
}

export interface Looking {
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** Looks at the job's sites. @throws AppError `cancelled` when the signal fires */
export const inspect = ({ targets, plan }: InspectionJob, looking: Looking): Promise<SiteInspection[]> =>
  inspectSites(targets, plan, looking)

/** Stands for sites that could not be looked at, for a fault on our side. */
export const notInspected = ({ targets }: InspectionJob, at: string, failure: string): SiteInspection[] =>
  targets.map((target) => ({
    target,
    site: target.url,
    startedAt: at,
    finishedAt: at,
    ...notSeen(failure),
  }))
