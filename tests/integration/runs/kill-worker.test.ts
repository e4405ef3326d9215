import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectUrl } from '#shared/contract/surroundings'
import { readEntities } from '#platform/database/entity-rows'
import { freePorts } from '#tests/e2e/harness/platform-process'
import { Child } from '#tests/integration/kills/child-process'
import { startedPlatform } from '#tests/integration/kills/platform-child'
import { createRunWorld, orderRun, readRun, recordedTimes, until, untilState, type RunWorld } from './world'

const pathOf = (file: string) => fileURLToPath(projectUrl(file))

let world: RunWorld
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [pathOf('build/setup/ensure-built.mjs'), 'kills'])
  world = await createRunWorld({ sites: 160, takesMs: 150 })
})
afterAll(() => world.stop())

function startWorkerProcess(name: string): Child {
  const env = { ...process.env, DATABASE_URL: world.platform.database.url }
  const args = ['worker', '--name', name, '--parallel', '1', '--lease', '2']
  return Child.start(pathOf('out/kills/zhanqun.mjs'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

const jobsOf = (worker: string, state: 'leased' | 'done') =>
  world.db.selectFrom('job').selectAll().where('worker', '=', worker).where('state', '=', state).execute()

describe('two worker processes on one province run', () => {
  it('lose nothing and record nothing twice when one of them is killed with sites in hand', async () => {
    const [victim, survivor] = [startWorkerProcess('victim'), startWorkerProcess('survivor')]
    try {
      const runId = await orderRun(world)
      await until(
        async () => (await jobsOf('victim', 'done')).length > 1 && (await jobsOf('survivor', 'done')).length > 1,
      )
      await until(async () => (await jobsOf('victim', 'leased')).length > 0)
      expect(await victim.kill()).toBe(true)
      const [orphaned] = await jobsOf('victim', 'leased')
      await untilState(world, runId, 'finished')

      const times = await recordedTimes(world, runId)
      expect(times.size).toBe(world.sites.length)
      expect(new Set(times.values())).toEqual(new Set([1]))
      const run = await readRun(world, runId)
      expect(run).toMatchObject({ total: 160, done: 160, failed: 0, problem: null })
      const found = await readEntities(world.db, 'finding', sql`true`)
      expect(found).toHaveLength(run.findings)
      expect(new Set(found.map(({ siteId }) => siteId)).size).toBe(world.sites.length)
      if (!orphaned) throw new Error('the victim had nothing in hand')
      const taken = await world.db.selectFrom('job').selectAll().where('id', '=', orphaned.id).executeTakeFirst()
      expect(taken).toMatchObject({ state: 'done', worker: 'survivor', attempt: orphaned.attempt + 1 })
    } finally {
      await Promise.all([victim.kill(), survivor.kill()])
    }
  })
})

describe('a platform with workers of its own', () => {
  it('has them inspect, and takes them along when it is killed', async () => {
    const [port = 0] = await freePorts(1)
    const script = pathOf('out/kills/zhanqun.mjs')
    const child = await startedPlatform({ script, databaseUrl: world.platform.database.url, port, workers: 2 })
    const connected = () =>
      sql`select pid from pg_stat_activity where application_name = 'zhanqun worker'`.execute(world.db)
    try {
      const runId = await orderRun(
        world,
        world.sites.slice(0, 4).map(({ id }) => id),
      )
      await untilState(world, runId, 'finished')
      expect((await recordedTimes(world, runId)).size).toBe(4)
      expect((await connected()).rows.length).toBeGreaterThan(0)
    } finally {
      await child.kill()
    }
    await until(async () => (await connected()).rows.length === 0)
  })
})
