import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { breaks } from '#tests/simulation/break'
import type { Databases } from '#tests/simulation/databases'
import { live } from '#tests/simulation/episode'
import { simulate } from '#tests/simulation/run'
import { startSimulator } from '#tests/simulation/surroundings'

vi.mock('@node-rs/argon2', () => import('#tests/simulation/cheap-argon2'))

let databases: Databases
beforeAll(async () => void (databases = await startSimulator()))
afterAll(() => databases.stop())

/** What the simulator has to say about each rule that is broken. */
const told = {
  'no-idempotency': /has its effect, but the stored answer is|is parked though it was applied/,
  'sequence-cursor': /shows another|lacks/,
  'cursor-before-data': /shows another|lacks|wrote into its log: .*数据核对/,
  'drop-parked': /was lost: neither applied nor parked/,
}

it.each(Object.entries(told))('a simulation with %s fails and says why', async (name, reason) => {
  const broken = breaks.get(name) ?? null
  const setting = { databases, consoles: 3, broken }
  const { failure } = await simulate([(steps) => live(setting, steps)], { seed: 1, steps: 2_000, consoles: 3 })
  expect(failure?.faults.join('\n')).toMatch(reason)
})
