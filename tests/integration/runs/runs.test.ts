import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { SiteRequest } from '#shared/contract/site-request'
import { dayId, plannedDay } from '#shared/domain/day-identity'
import { dayOf } from '#shared/domain/calendar'
import { insertEntities, readEntities } from '#platform/database/entity-rows'
import { renewLease, takeJob, type TakenJob } from '#platform/jobs/queue'
import { notInspected, readInspectionJob, type InspectionJob } from '#platform/runs/inspect-job'
import { layOutRuns } from '#platform/runs/lay-out'
import { failJob, recordJob } from '#platform/runs/record-job'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { aPerson, aSite } from '../platform/surroundings'
import { createRunWorld, orderRun, readRun, recordedTimes, until, untilState, workerHere, type RunWorld } from './world'

// Keeps the server up from one test to the next.
let server: TestDatabase
beforeAll(async () => void (server = await createTestDatabase()))
afterAll(() => server.drop())

let world: RunWorld
afterEach(() => world.stop())

const at = () => new Date().toISOString()
const lease = (worker: string, leaseMs = 60_000) => takeJob(world.db, { worker, leaseMs })

async function taken(worker: string, leaseMs?: number): Promise<TakenJob> {
  const job = await lease(worker, leaseMs)
  if (!job) throw new Error('there is no job')
  return job
}

async function workOn(job: TakenJob): Promise<InspectionJob> {
  const work = await readInspectionJob(world.db, job)
  if (!work) throw new Error('its run is gone')
  return work
}

/** What a worker hands in where every site answered and nothing was wrong. */
const allWell = (work: InspectionJob): SiteInspection[] =>
  notInspected(work, at(), '').map(({ failure: _, ...seen }) => ({ ...seen, isReachable: true }))

describe('a run on the platform', () => {
  it('inspects every site of the plan, in the name of whoever ordered it, and tells how far it is', async () => {
    world = await createRunWorld({ sites: 20 })
    const runId = await orderRun(world)
    expect(await readRun(world, runId)).toMatchObject({ state: 'waiting', total: 0 })
    const worker = await workerHere(world)
    await untilState(world, runId, 'finished')
    await worker.close()
    const run = await readRun(world, runId)
    expect(run).toMatchObject({ total: 20, done: 20, failed: 0, trigger: 'operator', activeSince: null })
    expect(run.findings).toBeGreaterThanOrEqual(20)
    expect((await recordedTimes(world, runId)).size).toBe(20)
    const [day] = await readEntities(world.db, 'inspectionDay', sql`id = ${dayId(run.day ?? '')}::uuid`)
    expect(day).toMatchObject({ state: 'running', inspectorIds: [world.inspector.operator.id] })
    const parts = await readEntities(world.db, 'inspectionRun', sql`true`)
    expect(new Set(parts.map(({ inspectorId }) => inspectorId))).toEqual(new Set([world.inspector.operator.id]))
  })

  it('reaches consoles through the feed', async () => {
    world = await createRunWorld({ sites: 3 })
    const { cursor } = (await world.inspector.get<{ cursor: string }>('/v1/snapshot')).body
    const runId = await orderRun(world)
    const worker = await workerHere(world)
    await untilState(world, runId, 'finished')
    await worker.close()
    type Page = { changes: { entity: { kind: string }; value: unknown }[] }
    const { changes } = (await world.inspector.get<Page>(`/v1/changes?limit=500&cursor=${cursor}`)).body
    const kinds = new Set(changes.map(({ entity }) => entity.kind))
    expect([...kinds]).toEqual(expect.arrayContaining(['platformRun', 'inspectionRun', 'finding', 'inspectionDay']))
  })

  it('looks at chosen sites only where some were chosen', async () => {
    world = await createRunWorld({ sites: 12 })
    const chosen = world.sites.slice(2, 5).map(({ id }) => id)
    const runId = await orderRun(world, chosen)
    const worker = await workerHere(world)
    await untilState(world, runId, 'finished')
    await worker.close()
    expect([...(await recordedTimes(world, runId)).keys()].sort()).toEqual([...chosen].sort())
  })

  it('leaves out what its operator may not inspect', async () => {
    world = await createRunWorld({ sites: 4 })
    const elsewhere = await aSite(world.platform, { regionCode: '350100', code: '3501000001' })
    const local = await aPerson(world.platform, { role: 'inspector', scope: { region: '340123' } })
    const runId = await orderRun({ ...world, inspector: local })
    await layOutRuns(world.db, () => new Date())
    expect(await readRun(world, runId)).toMatchObject({ state: 'running', total: 4 })
    const args = { runId: uuidv7(), planId: world.plan.id, siteIds: [elsewhere.id] }
    expect(await local.outcomeOf('run.start', args)).toMatchObject({ result: 'rejected', code: 'forbidden' })
    const editor = await aPerson(world.platform, { role: 'editor', scope: { province: true } })
    expect(await editor.outcomeOf('run.start', { ...args, siteIds: null })).toMatchObject({ code: 'forbidden' })
  })

  it('leaves out sites that are filed as off the network, and says until when', async () => {
    world = await createRunWorld({ sites: 2 })
    const today = dayOf(Date.now())
    const filed = await aSite(world.platform, { state: 'temporarily_offline', offlineUntil: today })
    await insertEntities(world.db, 'siteRequest', [offlineRequest(filed.id, today)])
    await aSite(world.platform, { state: 'migrated' })
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const excluded = [{ siteId: filed.id, until: today }]
    expect(await readRun(world, runId)).toMatchObject({ state: 'running', total: 2, excluded })
  })

  it('does not begin on a day that is signed, and says why', async () => {
    world = await createRunWorld({ sites: 1 })
    const today = plannedDay(dayOf(Date.now()))
    await insertEntities(world.db, 'inspectionDay', [{ ...today, state: 'signed' }])
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const run = await readRun(world, runId)
    expect(run).toMatchObject({ state: 'finished', total: 0 })
    expect(run.problem).toContain('已签发')
  })

  it('is laid out once, however many workers try at once', async () => {
    world = await createRunWorld({ sites: 20 })
    await orderRun(world)
    await Promise.all(Array.from({ length: 6 }, () => layOutRuns(world.db, () => new Date())))
    const jobs = await world.db.selectFrom('job').select('siteIds').execute()
    expect(jobs.flatMap(({ siteIds }) => siteIds).sort()).toEqual(world.sites.map(({ id }) => id).sort())
  })
})

describe('steering a run', () => {
  it('pauses: what is in hand is finished, nothing more is taken until it is resumed', async () => {
    world = await createRunWorld({ sites: 40, held: true })
    const runId = await orderRun(world)
    const worker = await workerHere(world)
    await until(() => Promise.resolve(world.asked.length >= 16))
    expect(await world.inspector.outcomeOf('run.pause', { runId })).toMatchObject({ result: 'applied' })
    world.letGo()
    await until(async () => (await readRun(world, runId)).done === 16)
    expect(await lease('another')).toBeNull()
    expect(await readRun(world, runId)).toMatchObject({ state: 'paused', done: 16, activeSince: null })
    expect(await world.inspector.outcomeOf('run.resume', { runId })).toMatchObject({ result: 'applied' })
    await untilState(world, runId, 'finished')
    await worker.close()
    expect(new Set((await recordedTimes(world, runId)).values())).toEqual(new Set([1]))
    expect((await recordedTimes(world, runId)).size).toBe(40)
  })

  it('cancels: what is in hand is dropped, what was recorded stays', async () => {
    world = await createRunWorld({ sites: 24, held: true })
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const first = await workOn(await taken('one'))
    expect(await recordJob(world.db, first, allWell(first), at())).toBe('done')
    const second = await workOn(await taken('one'))
    expect(await world.inspector.outcomeOf('run.cancel', { runId })).toMatchObject({ result: 'applied' })
    expect(await renewLease(world.db, second.job, 60_000)).toBe(false)
    expect(await recordJob(world.db, second, allWell(second), at())).toBe('in-vain')
    expect(await lease('two')).toBeNull()
    expect((await recordedTimes(world, runId)).size).toBe(8)
    expect(await readRun(world, runId)).toMatchObject({ state: 'cancelled', done: 8, total: 24 })
    expect(await world.inspector.outcomeOf('run.resume', { runId })).toMatchObject({ code: 'rule' })
  })

  it('is up to whoever ordered it, or may inspect the whole province', async () => {
    world = await createRunWorld({ sites: 1 })
    const local = await aPerson(world.platform, { role: 'inspector', scope: { region: '340123' } })
    const runId = await orderRun(world)
    expect(await local.outcomeOf('run.cancel', { runId })).toMatchObject({ code: 'forbidden' })
    const other = await aPerson(world.platform, { role: 'inspector', scope: { province: true } })
    expect(await other.outcomeOf('run.cancel', { runId })).toMatchObject({ result: 'applied' })
  })
})

describe('a job', () => {
  it('is given to one of many workers that ask at once', async () => {
    world = await createRunWorld({ sites: 40 })
    await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const jobs = await Promise.all(Array.from({ length: 12 }, (_, n) => lease(`w${n}`)))
    const ids = jobs.flatMap((job) => job?.id ?? [])
    expect(ids).toHaveLength(5)
    expect(new Set(ids).size).toBe(5)
  })

  it('is taken over when its lease has run out, and its first worker then records nothing', async () => {
    world = await createRunWorld({ sites: 8 })
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const slow = await workOn(await taken('slow', 1))
    await until(async () => (await lease('waiting', 60_000)) !== null)
    const { rows } =
      await sql<TakenJob>`select id, kind, run_id as "runId", site_ids as "siteIds", attempt, tries from job`.execute(
        world.db,
      )
    const [job] = rows
    if (!job) throw new Error('there is no job')
    expect(job.attempt).toBe(2)
    expect(await renewLease(world.db, slow.job, 60_000)).toBe(false)
    expect(await recordJob(world.db, slow, allWell(slow), at())).toBe('in-vain')
    expect(await failJob(world.db, slow.job, '迟到', at())).toBe('in-vain')
    expect((await recordedTimes(world, runId)).size).toBe(0)
    const quick = await workOn(job)
    expect(await recordJob(world.db, quick, allWell(quick), at())).toBe('done')
    // Also after the job is done, and by the same worker again.
    expect(await recordJob(world.db, slow, allWell(slow), at())).toBe('in-vain')
    expect(await recordJob(world.db, quick, allWell(quick), at())).toBe('in-vain')
    expect(new Set((await recordedTimes(world, runId)).values())).toEqual(new Set([1]))
    expect(await readRun(world, runId)).toMatchObject({ state: 'finished', done: 8 })
  })

  it('records what was seen and tries the sites again that our own side failed on', async () => {
    world = await createRunWorld({ sites: 8 })
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const work = await workOn(await taken('one'))
    const seen = allWell(work).map((site, n) => (n < 2 ? { ...site, isReachable: false, failure: '本机无网络' } : site))
    expect(await recordJob(world.db, work, seen, at())).toBe('put-back')
    expect(await readRun(world, runId)).toMatchObject({ state: 'running', done: 6, failed: 0, problem: '本机无网络' })
    const [job] = await world.db.selectFrom('job').selectAll().execute()
    expect(job).toMatchObject({ state: 'waiting', siteIds: work.job.siteIds.slice(0, 2) })
  })

  it('says after the last try that our side failed, and not the sites', async () => {
    world = await createRunWorld({ sites: 8 })
    const runId = await orderRun(world)
    await layOutRuns(world.db, () => new Date())
    const work = await workOn({ ...(await taken('one')), tries: 4 })
    expect(await recordJob(world.db, work, notInspected(work, at(), '本机无网络'), at())).toBe('done')
    expect(await readRun(world, runId)).toMatchObject({ state: 'finished', done: 8, failed: 8, findings: 0 })
    const [part] = await readEntities(world.db, 'inspectionRun', sql`true`)
    expect(part?.sites.every(({ failedHere }) => failedHere)).toBe(true)
  })

  it('fails with the rule’s reason where its results may not be recorded any more', async () => {
    world = await createRunWorld({ sites: 8, held: true })
    const runId = await orderRun(world)
    const worker = await workerHere(world)
    await until(() => Promise.resolve(world.asked.length === 8))
    await insertEntities(world.db, 'inspectionDay', [{ ...plannedDay(dayOf(Date.now())), state: 'signed' }])
    world.letGo()
    await untilState(world, runId, 'finished')
    await worker.close()
    const run = await readRun(world, runId)
    expect(run).toMatchObject({ done: 8, failed: 8, findings: 0 })
    expect(run.problem).toContain('已签发')
  })

  it('goes back to the queue, with no try counted, when its worker is stopped in order', async () => {
    world = await createRunWorld({ sites: 8, held: true })
    await orderRun(world)
    const worker = await workerHere(world)
    await until(() => Promise.resolve(world.asked.length === 8))
    await worker.close()
    const [job] = await world.db.selectFrom('job').selectAll().execute()
    expect(job).toMatchObject({ state: 'waiting', tries: 0 })
    world.letGo()
  })
})

const offlineRequest = (siteId: string, day: string): SiteRequest => ({
  id: uuidv7(),
  version: 1,
  siteId,
  action: 'temporary_offline',
  reason: '机房搬迁',
  from: day,
  to: day,
  state: 'approved',
  submittedBy: uuidv7(),
  submittedAt: at(),
  steps: [],
})
