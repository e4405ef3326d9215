import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults, openFaultFarm, type FaultFarm } from '#tests/fixtures/fault-farm/farm'
import { runFarm, type FaultResult } from '#tests/fixtures/fault-farm/run-farm'

let farm: FaultFarm
let results: ReadonlyMap<string, FaultResult>

beforeAll(async () => {
  farm = await openFaultFarm()
  results = new Map((await runFarm(farm)).map((result) => [result.name, result]))
}, 120_000)
afterAll(() => farm.close())

describe('the engine over the fault farm', () => {
  it.each(faults)('says what is expected of %s', (name) => {
    const result = results.get(name)
    if (result === undefined) return expect([...farm.missing]).toContain(name)
    expect(result.found).toEqual(result.expected)
    expect(result.requests).toBeLessThanOrEqual(result.mostRequests)
  })
})
