import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAgeing } from '#core/ageing/ageing'
import { removeAged } from '#core/ageing/remove-aged'
import { rowTable } from '#core/kinds/kinds'
import { writeNote } from '#core/store/notes'
import type { EntityKind } from '#shared/contract/entity'
import { usualOfflineRule } from '#shared/domain/offline-set'
import { dayId } from '#shared/domain/day-identity'
import { addDays, dayOf } from '#shared/domain/calendar'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import {
  aColumn,
  aDay,
  aFinding,
  aHit,
  anArticle,
  anAuditEntry,
  anOrder,
  aRevision,
  aRun,
  aSignOff,
  aSite,
  aTask,
  aUnit,
  ids,
  testId,
} from '#tests/builders'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace, type Place } from './open-place'
import { addOperator, removeFolder, temporaryFolder } from './surroundings'

const daysAgo = (days: number) => addDays(dayOf(Date.now()), -days)
const instantAgo = (days: number) => `${daysAgo(days)}T04:00:00.000Z`
const old = 400
const recent = 5

let platform: TestPlatform
let line: FaultyLine
let folder: string
let places: Place[]

let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

/** Of each kind that ages a row that is old and over, one that is old and stands, and one that is recent. */
async function fill(): Promise<void> {
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn()])
  await insertEntities(
    db,
    'inspectionDay',
    [old, recent].map((days) => aDay({ id: dayId(daysAgo(days)), day: daysAgo(days), state: 'signed', checks: [] })),
  )
  await insertEntities(db, 'inspectionRun', [
    aRun({ id: testId(100), day: daysAgo(old) }),
    aRun({ id: testId(101), day: daysAgo(recent) }),
  ])
  await insertEntities(db, 'finding', [
    aFinding({ id: testId(110), day: daysAgo(old), state: 'closed' }),
    aFinding({ id: testId(111), day: daysAgo(old), state: 'confirmed' }),
    aFinding({ id: testId(112), day: daysAgo(recent), state: 'closed' }),
  ])
  await insertEntities(db, 'rectificationOrder', [
    anOrder({ id: testId(120), day: daysAgo(old), state: 'closed' }),
    anOrder({ id: testId(121), day: daysAgo(old), state: 'issued' }),
  ])
  await insertEntities(db, 'hit', [
    aHit({ id: testId(130), foundAt: instantAgo(old), state: 'cleared' }),
    aHit({ id: testId(131), foundAt: instantAgo(old), state: 'open' }),
  ])
  await insertEntities(db, 'article', [anArticle({ state: 'published' })])
  await insertEntities(db, 'revision', [
    aRevision({ id: testId(140), madeAt: instantAgo(old) }),
    aRevision({ id: testId(141), madeAt: instantAgo(recent), number: 2 }),
  ])
  await insertEntities(db, 'reviewTask', [
    aTask({ id: testId(150), submittedAt: instantAgo(old), state: 'approved' }),
    aTask({ id: testId(151), submittedAt: instantAgo(recent), state: 'approved' }),
  ])
  await insertEntities(db, 'signOff', [
    { ...aSignOff({ id: testId(160), previousId: null }), signedAt: instantAgo(old) },
    { ...aSignOff({ id: testId(161), previousId: testId(160) }), signedAt: instantAgo(old - 1) },
  ])
  await insertEntities(db, 'auditEntry', [
    anAuditEntry({ id: testId(170), at: instantAgo(old) }),
    anAuditEntry({ id: testId(171), at: instantAgo(recent) }),
  ])
}

beforeEach(async () => {
  platform = await startTestPlatform()
  await fill()
  await addOperator(platform, ['province-admin', 'inspector', 'first-reviewer'])
  line = await startFaultyLine(platform.url)
  folder = await temporaryFolder()
  places = []
})
afterEach(async () => {
  await Promise.all(places.map((place) => place.close()))
  await line.stop()
  await platform.stop()
  await removeFolder(folder)
})

async function open(housekeeping: boolean): Promise<Place> {
  const place = await openPlace(folder, line.url, 'operator', 3_600_000, housekeeping)
  places.push(place)
  await place.sync.now()
  expect(await place['sync.status']({})).toMatchObject({ state: 'online', problem: null })
  return place
}

const aging = [
  'finding',
  'rectificationOrder',
  'inspectionRun',
  'reviewTask',
  'revision',
  'hit',
  'signOff',
  'auditEntry',
] as const satisfies readonly EntityKind[]

/** The numbers that the ids of the rows here end with. */
const here = ({ store }: Place): number[] =>
  aging
    .flatMap((kind) => store.all<{ id: string }>(`SELECT id FROM ${rowTable(kind)}`))
    .map(({ id }) => Number(id.slice(-3)))
    .sort((a, b) => a - b)

const everything = [100, 101, 110, 111, 112, 120, 121, 130, 131, 140, 141, 150, 151, 160, 161, 170, 171]
/** What stands, what is recent, and the last of the chain of signatures. */
const keptRows = [101, 111, 112, 121, 131, 141, 151, 161, 171]

const snapshots = () => line.asked.filter((path) => path.includes('/v1/snapshot/')).length

describe('what is over and old', () => {
  it('does not come with the first sync, and the comparison with the platform does not bring it back', async () => {
    const place = await open(true)
    expect(here(place)).toEqual(keptRows)
    await place.sync.now()
    expect(here(place)).toEqual(keptRows)
    expect(place.log).toEqual([])
  })

  it('leaves a workstation that has it, without the platform being asked for rows', async () => {
    const place = await open(false)
    expect(here(place)).toEqual(everything)
    const asked = snapshots()
    const { store, client, clock } = place
    const log: unknown[] = []
    const ageing = createAgeing({
      ...{ store, client, clock, ended: new AbortController().signal },
      months: () => 6,
      report: (told) => log.push(told),
    })
    expect(await ageing.step()).toBe(false)
    expect(here(place)).toEqual(keptRows)
    expect(log).toEqual([expect.stringMatching(/数据老化.*8 条/)])
    await place.sync.now()
    expect(here(place)).toEqual(keptRows)
    expect(place.log).toEqual([])
    expect(snapshots()).toBe(asked)
  })

  it('is fetched again when the operator wants to keep more, and only then', async () => {
    const place = await open(true)
    await place['offline.setRule']({ ...usualOfflineRule, months: null })
    await place.sync.now()
    await place.sync.now()
    expect(here(place)).toEqual(everything)
    expect(await place['offline.state']({})).toMatchObject({ keptFrom: null })
    await place['offline.setRule']({ ...usualOfflineRule, months: 12 })
    await place.sync.now()
    expect(here(place)).toEqual(keptRows)
    expect(await place['offline.state']({})).toMatchObject({ keptFrom: daysAgo(360) })
  })

  it('is missed where it ought to be here: the comparison still finds what is recent or stands', async () => {
    const place = await open(true)
    place.store.run('DELETE FROM row_finding WHERE id IN (?, ?)', testId(111), testId(112))
    await place.sync.now()
    expect(here(place)).toEqual(keptRows)
    expect(place.log).toEqual([expect.stringMatching(/finding.*补入 2 条/)])
  })

  it('goes when it is over only now, and comes back when it is taken up again', async () => {
    const place = await open(true)
    const { db } = platform.platform
    await sql`update finding set state = 'closed' where id = ${testId(111)}`.execute(db)
    await place.sync.now()
    writeNote(place.store, 'aged-on', null)
    await place.sync.now()
    expect(here(place)).not.toContain(111)
    await sql`update finding set state = 'open' where id = ${testId(111)}`.execute(db)
    await place.sync.now()
    expect(here(place)).toContain(111)
    expect(place.log.filter((told) => told.includes('不一致'))).toEqual([])
  })
})

describe('what is old stays', () => {
  it('with all of its day while that is not signed', async () => {
    await sql`update inspection_day set state = 'reviewed' where day = ${daysAgo(old)}`.execute(platform.platform.db)
    const place = await open(true)
    expect(here(place)).toEqual(expect.arrayContaining([100, 110, 111, 120]))
    expect(here(place)).not.toContain(170)
  })

  it('with its texts, tasks and hits while its article is worked on', async () => {
    await sql`update article set state = 'second_review'`.execute(platform.platform.db)
    const place = await open(true)
    expect(here(place)).toEqual(expect.arrayContaining([130, 140, 150]))
    expect(here(place)).not.toContain(110)
  })

  it('while a command that is unsent or parked was decided on it', async () => {
    const place = await open(false)
    line.fault('down', '/v1/commands')
    const owner = { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner: '周负责' } }
    await place['commands.submit']({ type: 'column.change', args: owner })
    const n = (await place['outbox.list']({})).length
    place.store.run(
      `UPDATE command SET state = 'parked', base = ?`,
      JSON.stringify([{ entity: { kind: 'finding', id: testId(110) }, version: 1 }]),
    )
    await removeAged(place.store, { finding: daysAgo(180) }, new AbortController().signal)
    expect(here(place)).toContain(110)
    expect(await place['outbox.list']({})).toHaveLength(n)
    place.store.run("UPDATE command SET state = 'done'")
    await removeAged(place.store, { finding: daysAgo(180) }, new AbortController().signal)
    expect(here(place)).not.toContain(110)
  })
})

describe('commands that are over', () => {
  const change = (owner: string) => ({
    type: 'column.change',
    args: { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner } },
  })
  const states = ({ store }: Place) =>
    store.all<{ state: string }>('SELECT state FROM command ORDER BY seq').map(({ state }) => state)

  it('leave after thirty days, but what is unsent or parked never does, nor the last one that was applied', async () => {
    const place = await open(true)
    for (const owner of ['甲负责', '乙负责', '丙负责']) await place['commands.submit'](change(owner))
    // What came of a chain on one row may take a pull more than what came of its end.
    await vi.waitFor(
      async () => {
        await place.sync.now()
        expect(states(place)).toEqual(['done', 'done', 'done'])
      },
      { timeout: 10_000 },
    )
    line.fault('down', '/v1/commands')
    await place['commands.submit'](change('丁负责'))
    await place['commands.submit'](change('戊负责'))
    place.store.run("UPDATE command SET state = 'parked' WHERE seq = 5")
    place.store.run(
      "UPDATE command SET made_at = '2020-01-01T00:00:00.000Z', acknowledged_at = '2020-01-01T00:00:00.000Z'",
    )
    writeNote(place.store, 'aged-on', null)
    await place.sync.now()
    expect(states(place)).toEqual(['done', 'waiting', 'parked'])
    line.fault('through')
    await place.sync.now()
    expect(await place['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 1 })
  })
})
