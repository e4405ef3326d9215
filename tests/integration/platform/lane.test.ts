import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase } from '#platform/database/connect'
import { disordered, missedBy, raceFreely, raceInTurns, type Lane, type Reader } from './lane'
import { feedReader, sequenceReader } from './lane-readers'
import { aColumn, aPerson, aSite, province, startTestPlatform, type Person, type TestPlatform } from './surroundings'

let platform: TestPlatform
let admin: Person
let lane: Omit<Lane, 'readers'>

beforeAll(async () => {
  platform = await startTestPlatform()
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
  const template = await aColumn(platform, await aSite(platform))
  lane = { databaseUrl: platform.database.url, template, seed: 20261123, writers: 16, rounds: 12 }
})
afterAll(() => platform.stop())

const feedReaders = (): Promise<Reader[]> => Promise.all([3, 50, 2000].map((limit) => feedReader(admin, limit)))

describe('sixteen writers that hold their transactions open across each other', () => {
  it.each([1, 2])('hide nothing from the change feed, and each row comes in its order (seed %i)', async (seed) => {
    const raced = await raceInTurns({ ...lane, seed, readers: await feedReaders() })
    expect(raced.written.size).toBe(16 * 2 + 16 * lane.rounds)
    expect(raced.seen.map((seen) => missedBy(seen, raced))).toEqual([[], [], []])
    expect(raced.seen.map(disordered)).toEqual([[], [], []])
  })

  it('make a reader that goes by a plain sequence lose rows, so this lane can tell one from the other', async () => {
    const db = connectDatabase(platform.database.url)
    const [feed, sequence] = await Promise.all([feedReader(admin, 50), sequenceReader(db, 50)])
    const raced = await raceInTurns({ ...lane, readers: [feed, sequence] }).finally(() => db.destroy())
    const [byFeed = [], bySequence = []] = raced.seen.map((seen) => missedBy(seen, raced))
    expect(byFeed).toEqual([])
    // In each round whoever wrote first commits last, behind the cursor, and some of those rows never change again.
    expect(bySequence.length).toBeGreaterThanOrEqual(lane.rounds)
  })
})

describe('sixteen writers at their own pace', () => {
  it('hide nothing from readers who poll without a pause', async () => {
    const raced = await raceFreely({ ...lane, rounds: 25, readers: await feedReaders() })
    expect(raced.seen.map((seen) => missedBy(seen, raced))).toEqual([[], [], []])
    expect(raced.seen.map(disordered)).toEqual([[], [], []])
  })
})
