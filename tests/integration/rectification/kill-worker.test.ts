import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectUrl } from '#shared/contract/surroundings'
import { workOf } from '#shared/domain/rectification'
import { Child } from '#tests/integration/kills/child-process'
import { until } from '../runs/world'
import { createOrderWorld, untilOrder, type OrderWorld } from './world'

const pathOf = (file: string) => fileURLToPath(projectUrl(file))

let world: OrderWorld
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [pathOf('build/setup/ensure-built.mjs'), 'kills'])
  world = await createOrderWorld()
})
afterAll(() => world.stop())

function startWorkerProcess(name: string): Child {
  const env = { ...process.env, DATABASE_URL: world.platform.database.url }
  const args = ['worker', '--name', name, '--parallel', '1', '--lease', '2']
  return Child.start(pathOf('out/kills/zhanqun.mjs'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

const leasedBy = (worker: string) =>
  world.db.selectFrom('job').selectAll().where('worker', '=', worker).where('state', '=', 'leased').execute()

it('a worker that is killed while it looks again leaves the order to another one, which records it once', async () => {
  const id = await world.report()
  world.mend()
  world.hold()
  await world.queue()
  const victim = startWorkerProcess('victim')
  await until(async () => (await leasedBy('victim')).length > 0)
  expect(await victim.kill()).toBe(true)
  expect(await world.order(id)).toMatchObject({ state: 'rectified' })
  world.letGo()
  const survivor = startWorkerProcess('survivor')
  try {
    await untilOrder(world, id, 'verified')
  } finally {
    await survivor.kill()
  }
  const order = await world.order(id)
  expect(workOf(order).reinspections).toHaveLength(1)
  expect(order.notes.filter(({ deed }) => deed === 'verify')).toHaveLength(1)
  const jobs = await world.db.selectFrom('job').selectAll().where('kind', '=', 'reinspect').execute()
  expect(jobs).toMatchObject([{ state: 'done', worker: 'survivor', attempt: 2 }])
})
