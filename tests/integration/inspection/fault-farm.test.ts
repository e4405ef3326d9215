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

  it('hands nothing on that could make a shown finding lie', () => {
    const told = JSON.stringify(results.get('attacking-page')?.inspection.findings, undefined, 1)
    // eslint-disable-next-line no-control-regex
    expect(told).not.toMatch(/[\u0000-\u0009\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]|\\u00/)
    expect(results.get('attacking-page')?.inspection.home?.title.length).toBeLessThanOrEqual(300)
  })

  it('calls nothing dead that is not, and misses nothing that is', () => {
    const all = [...results.values()]
    const dead = (lines: readonly string[]) => lines.filter((line) => line.startsWith('dead '))
    expect(all.flatMap(({ found }) => dead(found))).toEqual(all.flatMap(({ expected }) => dead(expected)))
    expect(all.flatMap(({ expected }) => dead(expected)).length).toBeGreaterThan(15)
  })
})
