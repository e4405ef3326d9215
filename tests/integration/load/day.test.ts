import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '#shared/contract/command'
import { projectUrl } from '#shared/contract/surroundings'
import { connectDatabase } from '#platform/database/connect'
import { liveDay, type Day } from '#tests/load/day'
import { report } from '#tests/load/report'
import { judgeDay, versionsOf } from '#tests/load/verdict'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'

const pathOf = (file: string) => fileURLToPath(projectUrl(file))
const course = { consoles: 20, minutes: 0.1, platforms: 2, perDay: 8, scale: 0, seed: 7 }

let database: TestDatabase
let day: Day

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [pathOf('build/setup/ensure-built.mjs'), 'kills'])
  database = await createTestDatabase()
  day = await liveDay(course, {
    databaseUrl: database.url,
    script: pathOf('out/kills/zhanqun.mjs'),
    tell: () => undefined,
  })
})
afterAll(() => database.drop())

describe('a working day at twenty consoles over two platforms', () => {
  it('loses, doubles and disorders nothing', () => {
    expect(day.verdict).toEqual({ lost: [], doubled: [], unasked: [], disordered: [] })
    expect(day.measures.outcomes.get('applied')).toBeGreaterThan(60)
  })

  it('is worked at every console: all signed in, listened and heard of the others', () => {
    expect(day.measures.signIns.count).toBe(course.consoles)
    // Where others keep the machine busy, the last come when the first leave: not all streams need be open at once.
    expect(day.measures.streams.most).toBeGreaterThan(course.consoles / 4)
    expect(day.measures.streams.pokes).toBeGreaterThan(course.consoles)
    expect(day.measures.lag.count).toBeGreaterThan(100)
    expect([...day.measures.failures.keys()].filter((what) => / 5\d\d| without an answer/.test(what))).toEqual([])
  })

  it('is reported with its verdict at the end', () => {
    expect(report(day).at(-1)).toMatch(/^GOOD: each of \d+ accepted commands/)
  })

  it('would be judged otherwise if a command had not come in the feed, or twice, or had been refused', async () => {
    const db = connectDatabase(database.url)
    try {
      const [lost, twice, refused] = [uuidv7(), uuidv7(), uuidv7()]
      const before = await versionsOf(db)
      const [row = '', version = 0] = [...before][0] ?? []
      const commands = new Map([
        [twice, 2],
        [refused, 1],
      ])
      const judged = new Map<string, Outcome['result']>([
        [lost, 'applied'],
        [twice, 'applied'],
        [refused, 'rejected'],
      ])
      const seen = { commands, versions: new Map([[row, version + 1]]), disordered: [] }
      expect(await judgeDay(db, { judged, seen, before })).toEqual({
        lost: [`command ${lost} is not in the feed`, `${row} is at ${version}, the feed told of ${version + 1}`],
        doubled: [`command ${twice} was seen 2 times`],
        unasked: [`command ${refused} took effect`],
        disordered: [],
      })
    } finally {
      await db.destroy()
    }
  })
})
