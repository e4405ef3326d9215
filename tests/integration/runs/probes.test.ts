import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayOf, instantAt } from '#shared/domain/calendar'
import { samplesOf } from '#shared/domain/probe-day'
import { insertEntities } from '#platform/database/entity-rows'
import { takeJob } from '#platform/jobs/queue'
import { orderDueProbes } from '#platform/probes/order-probes'
import { doProbes, recordProbes } from '#platform/probes/probe-job'
import { aTimetable } from '#tests/builders'
import { aSite } from '../platform/surroundings'
import { createRunWorld, until, workerHere, type RunWorld } from './world'

let world: RunWorld
beforeEach(async () => {
  world = await createRunWorld({ sites: 12 })
  const inspectorId = world.inspector.operator.id
  await insertEntities(world.db, 'inspectionTimetable', [
    aTimetable({ id: world.plan.id, inspectorId, probesPerDay: 24 }),
  ])
})
afterEach(() => world.stop())

const today = dayOf(Date.now())
const at = (time: string) => () => new Date(instantAt(today, time))
const jobs = () => world.db.selectFrom('job').selectAll().execute()
const days = () => world.db.selectFrom('probeDay').selectAll().execute()
const looking = { now: () => new Date(), signal: new AbortController().signal }

async function taken(leaseMs = 60_000) {
  const job = await takeJob(world.db, { worker: 'one', leaseMs })
  if (!job) throw new Error('there is no job')
  return job
}

describe('availability probes', () => {
  it('are ordered once a round, however many platforms do it, and a round that nobody got to is dropped', async () => {
    await Promise.all(Array.from({ length: 6 }, () => orderDueProbes(world.db, at('09:10'))))
    await orderDueProbes(world.db, at('09:50'))
    const [first, ...more] = await jobs()
    expect(more).toEqual([])
    expect(first).toMatchObject({ kind: 'availability', state: 'waiting', planId: world.plan.id })
    expect(first?.siteIds).toHaveLength(12)
    await orderDueProbes(world.db, at('10:00'))
    const [second, ...others] = await jobs()
    expect(others).toEqual([])
    expect(second?.id).not.toBe(first?.id)
  })

  it('ask each site for its home page and store three bytes', async () => {
    const down = await aSite(world.platform, { domain: 'nowhere.invalid', url: 'http://127.0.0.1:9/' })
    await orderDueProbes(world.db, at('09:00'))
    const worker = await workerHere(world)
    await until(async () => (await jobs()).every(({ state }) => state === 'done'))
    await worker.close()
    expect(world.asked).toHaveLength(12)
    const rows = await days()
    expect(rows).toHaveLength(13)
    for (const { siteId, samples } of rows) {
      expect(samples).toHaveLength(3)
      expect(samplesOf(samples)[0]?.verdict).toBe(siteId === down.id ? 'failed' : 'ok')
    }
  })

  it('leave out sites that are filed as off the network', async () => {
    await aSite(world.platform, { state: 'temporarily_offline', offlineUntil: today })
    await orderDueProbes(world.db, at('09:00'))
    expect((await jobs()).flatMap(({ siteIds }) => siteIds).sort()).toEqual(world.sites.map(({ id }) => id).sort())
  })

  it('are stored once, by whoever has the job', async () => {
    await orderDueProbes(world.db, at('09:00'))
    const slow = await taken(1)
    await until(async () => (await takeJob(world.db, { worker: 'two', leaseMs: 60_000 })) !== null)
    await doProbes(world.db, slow, looking)
    expect(await recordProbes(world.db, slow, [])).toBe(false)
    expect(await days()).toEqual([])
    await doProbes(world.db, { ...slow, attempt: 2 }, looking)
    await doProbes(world.db, { ...slow, attempt: 2 }, looking)
    expect((await days()).map(({ samples }) => samples.length)).toEqual(world.sites.map(() => 3))
  })
})
