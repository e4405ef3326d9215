import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { workOf } from '#shared/domain/rectification'
import { readEntities } from '#platform/database/entity-rows'
import { takeJob } from '#platform/jobs/queue'
import { escalateOverdue } from '#platform/rectification/escalate-overdue'
import { recordReinspection } from '#platform/rectification/reinspect-job'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { aPerson } from '../platform/surroundings'
import { until, workerHere } from '../runs/world'
import { applied, createOrderWorld, untilOrder, type OrderWorld } from './world'

// Keeps the server up from one test to the next.
let server: TestDatabase
beforeAll(async () => void (server = await createTestDatabase()))
afterAll(() => server.drop())

let world: OrderWorld
beforeEach(async () => void (world = await createOrderWorld()))
afterEach(() => world.stop())

const days = 86_400_000
const key = (orderId: string) => ({ orderId, siteId: world.finding.siteId })
const findingNow = async () => (await readEntities(world.db, 'finding', sql`id = ${world.finding.id}::uuid`))[0]
const jobs = () => world.db.selectFrom('job').selectAll().where('kind', '=', 'reinspect').execute()

async function worked(orderId: string, state: 'verified' | 'accepted' | 'closed'): Promise<void> {
  await world.queue()
  const worker = await workerHere(world)
  await untilOrder(world, orderId, state)
  await worker.close()
}

describe('an order that is reported as rectified', () => {
  it('is verified by a worker’s second look at the mended page, and closed by a person', async () => {
    const id = await world.report()
    world.mend()
    const before = world.asked.length
    await worked(id, 'verified')
    const order = await world.order(id)
    expect(workOf(order).reinspections).toMatchObject([
      { by: null, results: [{ findingId: world.finding.id, verdict: 'gone', status: 200, url: world.finding.url }] },
    ])
    expect(workOf(order).reinspections[0]?.results[0]?.bodyHash).toMatch(/^[0-9a-f]{64}$/)
    expect(order.notes.map(({ deed, by }) => [deed, by])).toEqual([
      ['accept', world.keeper.operator.id],
      ['rectify', world.keeper.operator.id],
      ['verify', null],
    ])
    expect(order.notes[0]?.device).toBe(world.keeper.device)
    expect(world.asked.length).toBe(before)
    await applied(world.inspector, 'order.advance', { ...key(id), step: 'close', note: '予以销号' }, order)
    expect(await world.order(id)).toMatchObject({ state: 'closed', closedAt: expect.any(String) })
    expect(await findingNow()).toMatchObject({ state: 'closed' })
    const audit = await readEntities(world.db, 'auditEntry', sql`type = 'order.reinspect'`)
    expect(audit).toMatchObject([{ operatorId: order.issuedBy, siteId: order.siteId }])
  })

  it('closes by itself where it was issued so', async () => {
    const id = await world.report({ closing: 'automatic' })
    world.mend()
    await worked(id, 'closed')
    expect(await findingNow()).toMatchObject({ state: 'closed' })
  })

  it('goes back to the site, counted, where nothing was mended, and may be reported again', async () => {
    const id = await world.report()
    await worked(id, 'accepted')
    const failed = await world.order(id)
    expect(failed.work).toMatchObject({ failures: 1, rectifiedAt: null })
    expect(await findingNow()).toMatchObject({ state: 'ordered' })
    world.mend()
    await applied(world.keeper, 'order.report', { ...key(id), measures: '这次补上了', proof: [] }, failed)
    await worked(id, 'verified')
    expect(await jobs()).toHaveLength(2)
  })

  it('waits where our side can’t reach the site, is looked at again, and is never counted as not rectified', async () => {
    const id = await world.report()
    world.mend()
    const cutOff = JSON.stringify({})
    await sql`update inspection_plan set hosts = ${cutOff}::jsonb, witness_hosts = '["nobody.invalid"]'::jsonb, timeout_seconds = 1`.execute(
      world.db,
    )
    await world.queue()
    const worker = await workerHere(world)
    await until(async () => ((await jobs())[0]?.problem ?? '') !== '')
    expect(await world.order(id)).toMatchObject({ state: 'rectified', work: { failures: 0 } })
    await sql`update job set tries = 3, not_before = now()`.execute(world.db)
    await until(async () => workOf(await world.order(id)).reinspections.length === 1)
    const waiting = await world.order(id)
    expect(waiting).toMatchObject({ state: 'rectified', work: { failures: 0 } })
    expect(waiting.notes.at(-1)).toMatchObject({ deed: 'reinspect', by: null })

    await world.queue()
    expect(await jobs()).toHaveLength(1)
    world.platform.sleep(2 * 3_600_000)
    const hosts = JSON.stringify(world.plan.hosts)
    await sql`update inspection_plan set hosts = ${hosts}::jsonb, timeout_seconds = 15`.execute(world.db)
    await world.queue()
    await untilOrder(world, id, 'verified')
    await worker.close()
  })

  it('is queued once, however many platforms look after it', async () => {
    await world.report()
    await Promise.all([world.queue(), world.queue(), world.queue()])
    expect(await jobs()).toHaveLength(1)
  })

  it('is recorded once when a worker dies with it in hand and comes back after another one has it', async () => {
    const id = await world.report()
    world.mend()
    await world.queue()
    const lost = await takeJob(world.db, { worker: 'dies', leaseMs: 1 })
    if (!lost) throw new Error('there is no job')
    const reportedAt = workOf(await world.order(id)).rectifiedAt
    await worked(id, 'verified')
    const results = workOf(await world.order(id)).reinspections[0]?.results ?? []
    const at = new Date().toISOString()
    expect(await recordReinspection(world.db, lost, { reportedAt, results }, at)).toBe(false)
    expect(workOf(await world.order(id)).reinspections).toHaveLength(1)
    expect(await jobs()).toMatchObject([{ state: 'done', attempt: 2 }])
  })

  it('is not judged by a look at an earlier report that was taken back since', async () => {
    const id = await world.report()
    await world.queue()
    const job = await takeJob(world.db, { worker: 'slow', leaseMs: 60_000 })
    if (!job) throw new Error('there is no job')
    const reported = await world.order(id)
    const results = [
      {
        findingId: world.finding.id,
        verdict: 'still' as const,
        fact: '仍打不开',
        url: world.finding.url,
        seenAt: reported.issuedAt,
      },
    ]
    await applied(world.keeper, 'order.revert', { ...key(id), deed: 'rectify' }, reported)
    const reverted = await world.order(id)
    await applied(world.keeper, 'order.report', { ...key(id), measures: '补上页面后重报', proof: [] }, reverted)
    const at = new Date().toISOString()
    await recordReinspection(world.db, job, { reportedAt: workOf(reported).rectifiedAt, results }, at)
    expect(await world.order(id)).toMatchObject({ state: 'rectified', work: { failures: 0, reinspections: [] } })
  })
})

describe('two people at one order', () => {
  it('have one acceptance between them: the other is told that it has moved on', async () => {
    const id = await world.report()
    const other = await aPerson(world.platform, { role: 'inspector', scope: { province: true } })
    const seen = await world.order(id)
    const base = [{ entity: { kind: 'rectificationOrder' as const, id }, version: seen.version }]
    const args = { ...key(id), note: '经复查，问题已解决' }
    const outcomes = await Promise.all([
      world.inspector.outcomeOf('order.advance', { ...args, step: 'verify' }, base),
      other.outcomeOf('order.advance', { ...args, step: 'order' }, base),
    ])
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['applied', 'conflict'])
    expect((await world.order(id)).notes).toHaveLength(3)
  })

  it('are not in each other’s way: the site reports offline what the platform escalates meanwhile', async () => {
    const id = await world.report()
    await applied(
      world.inspector,
      'order.advance',
      { ...key(id), step: 'order', note: '仍有问题' },
      await world.order(id),
    )
    const madeOffline = world.keeper.command('order.report', { ...key(id), measures: '已补上页面', proof: [] })
    world.platform.sleep(60 * days)
    await escalateOverdue(world.db, world.platform.platform.now)
    await world.keeper.signIn()
    const { body } = await world.keeper.send(madeOffline)
    expect(body.outcomes).toMatchObject([{ result: 'applied' }])
    const order = await world.order(id)
    expect(order).toMatchObject({ state: 'rectified', work: { level: 3, rectifiedAt: madeOffline.madeAt } })
  })

  it('are the site’s and the office’s: neither does the other’s part', async () => {
    const id = await world.report()
    const order = await world.order(id)
    const base = [{ entity: { kind: 'rectificationOrder' as const, id }, version: order.version }]
    const verify = { ...key(id), step: 'verify', note: '自行复核' }
    expect(await world.keeper.outcomeOf('order.advance', verify, base)).toMatchObject({ code: 'forbidden' })
    const accept = { ...key(id), responsible: '代签' }
    expect(await world.inspector.outcomeOf('order.accept', accept, base)).toMatchObject({ code: 'forbidden' })
  })
})

describe('supervision', () => {
  it('is raised by the platform’s clock, once for each level, and reaches consoles through the feed', async () => {
    const id = await world.report()
    await applied(
      world.inspector,
      'order.advance',
      { ...key(id), step: 'order', note: '仍有问题' },
      await world.order(id),
    )
    const { cursor } = (await world.inspector.get<{ cursor: string }>('/v1/snapshot')).body
    const tick = () => escalateOverdue(world.db, world.platform.platform.now)
    await tick()
    expect(workOf(await world.order(id)).level).toBe(0)
    world.platform.sleep(60 * days)
    await Promise.all([tick(), tick()])
    const raised = await world.order(id)
    expect(raised.work).toMatchObject({ level: 3 })
    expect(raised.notes.filter(({ deed }) => deed === 'escalate')).toMatchObject([{ by: null }])
    await tick()
    expect((await world.order(id)).version).toBe(raised.version)
    type Page = { changes: { entity: { kind: string }; value: { work?: { level: number } } }[] }
    await world.keeper.signIn()
    await world.inspector.signIn()
    const { changes } = (await world.inspector.get<Page>(`/v1/changes?limit=500&cursor=${cursor}`)).body
    const orders = changes.filter(({ entity }) => entity.kind === 'rectificationOrder')
    expect(orders.at(-1)?.value.work?.level).toBe(3)
  })
})
