import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chanceFrom, seedOf } from '#tests/simulation/chance'
import { corpus } from '#tests/simulation/corpus'
import type { Databases } from '#tests/simulation/databases'
import { live } from '#tests/simulation/episode'
import { schedule, stepFrom } from '#tests/simulation/step'
import { startSimulator } from '#tests/simulation/surroundings'

vi.mock('@node-rs/argon2', () => import('#tests/simulation/cheap-argon2'))

let databases: Databases
beforeAll(async () => void (databases = await startSimulator()))
afterAll(() => databases.stop())

const { consoles, runs, failures } = corpus

it.each(runs)('seed $seed leaves everything where it belongs', async ({ seed, steps }) => {
  const planned = schedule(chanceFrom(seedOf(seed, 0)), steps, consoles)
  expect(await live({ databases, consoles, broken: null }, planned)).toMatchObject({ faults: [], taken: steps })
})

it.each(failures)('what failed once passes: $name', async ({ consoles, steps }) => {
  expect((await live({ databases, consoles, broken: null }, steps.map(stepFrom))).faults).toEqual([])
})
