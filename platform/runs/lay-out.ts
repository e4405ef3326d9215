import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { PlatformRun } from '#shared/contract/platform-run'
import type { Site } from '#shared/contract/site'
import { dayOf } from '#shared/domain/calendar'
import { dayId } from '#shared/domain/day-identity'
import { taken } from '#shared/domain/command-rule'
import { scopeOf, type RunScope } from '#shared/domain/inspection-scope'
import { may } from '#shared/domain/permissions'
import { platformRunEdges } from '#shared/domain/platform-run-states'
import { nextState } from '#shared/domain/state-machine'
import { lockSubjects } from '#platform/commands/lock-subjects'
import { transact } from '#platform/commands/transact'
import { readEntities, updateEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { forgetOldLinks } from './shared-links'

type Db = Kysely<Database>

/**
 * Many enough that a slow site holds up few others and recording stays some dozens of transactions; few where there are
 * few sites, so that all workers have their share; and never so many that a worker's death costs more than a minute.
 */
const jobSizeFor = (sites: number): number => Math.min(50, Math.max(8, Math.ceil(sites / 20)))

/** Lays out every run that was ordered: its sites become jobs. Any number of workers may do this at once. */
export async function layOutRuns(db: Db, now: () => Date): Promise<void> {
  const waiting = await db.selectFrom('platformRun').select('id').where('state', '=', 'waiting').execute()
  if (waiting.length > 0) await forgetOldLinks(db)
  for (const { id } of waiting) await transact(db, (tx) => layOut(tx, id, now().toISOString()))
}

async function layOut(tx: Db, id: string, at: string): Promise<void> {
  await lockSubjects(tx, { run: taken('platformRun', id) })
  const [run] = await readEntities(tx, 'platformRun', sql`id = ${id}::uuid and state = 'waiting'`)
  if (!run) return
  const day = dayOf(at)
  const begun = { ...run, siteIds: null, day, startedAt: at }
  const { sites, excluded } = await scopeFor(tx, run, day)
  const problem = (await isSigned(tx, day)) ? '当日巡查已签发，本批次没有运行' : sites.length === 0 ? noSites : null
  if (problem !== null) {
    const state = nextState(platformRunEdges, run.state, 'finish')
    await updateEntities(tx, 'platformRun', [{ ...begun, state, finishedAt: at, excluded: [...excluded], problem }])
    return
  }
  await insertJobs(tx, id, sites)
  const state = nextState(platformRunEdges, run.state, 'begin')
  const counted = { total: sites.length, excluded: [...excluded] }
  await updateEntities(tx, 'platformRun', [{ ...begun, ...counted, state, activeSince: at }])
}

const noSites = '方案范围内没有可巡查的子站，或发起人无权巡查，请检查方案范围和账号权限'

async function isSigned(tx: Db, day: string): Promise<boolean> {
  const [today] = await readEntities(tx, 'inspectionDay', sql`id = ${dayId(day)}::uuid`)
  return today?.state === 'signed'
}

/** Sites of the scope, as far as whoever the run stands in the name of may inspect them. */
async function scopeFor(tx: Db, run: PlatformRun, day: string): Promise<RunScope> {
  const [plan] = await readEntities(tx, 'inspectionPlan', sql`id = ${run.planId}::uuid`)
  const [inspector] = await readEntities(tx, 'operator', sql`id = ${run.inspectorId}::uuid`)
  if (!plan || !inspector) return { sites: [], excluded: [] }
  const sites = (await readEntities(tx, 'site', sql`true`)).filter((site) => may(inspector, 'inspection.run', site))
  const filed = sql`action = 'temporary_offline' and state = 'approved'`
  return scopeOf(plan, run.siteIds, sites, await readEntities(tx, 'siteRequest', filed), day)
}

async function insertJobs(tx: Db, runId: string, sites: readonly Site[]): Promise<void> {
  const inOrder = [...sites].sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ id }) => id)
  const size = jobSizeFor(inOrder.length)
  const jobs = Array.from({ length: Math.ceil(inOrder.length / size) }, (_, place) => ({
    id: uuidv7(),
    kind: 'inspect',
    runId,
    place,
    siteIds: inOrder.slice(place * size, (place + 1) * size),
  }))
  await tx.insertInto('job').values(jobs).execute()
}
