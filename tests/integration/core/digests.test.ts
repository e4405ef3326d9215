import { pino } from 'pino'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { rowTable } from '#core/kinds/kinds'
import { kindNames, type EntityKind } from '#shared/contract/entity'
import { roles, type Operator } from '#shared/contract/operator'
import { insertEntities } from '#platform/database/entity-rows'
import { readerOf } from '#platform/feed/reader'
import { highestId, snapshotLines } from '#platform/feed/snapshot'
import { visibleKinds } from '#platform/feed/visibility'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aHit, anArticle, anAuditEntry, aSite, aTask, aUnit, ids, province, testId } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace, type Place } from './open-place'
import { addOperator, removeFolder, temporaryFolder } from './surroundings'

const elsewhere = aSite({ id: testId(700), code: '3502000001', domain: 'www.elsewhere.example', regionCode: '350200' })
const columns = Array.from({ length: 40 }, (_, n) =>
  aColumn({ id: testId(1_000 + n), name: `政策 解读${n}`, siteId: n % 2 === 0 ? ids.site : elsewhere.id }),
)
const columnAt = (index: number) => columns[index]?.id ?? ''

let platform: TestPlatform
let line: FaultyLine
let folder: string
let places: Place[]
let platformLog: string[]

// Holds the PostgreSQL of this file while each test has its own database.
let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

beforeEach(async () => {
  platformLog = []
  const log = pino({ level: 'warn' }, { write: (text: string) => void platformLog.push(text) })
  platform = await startTestPlatform({ log })
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite(), elsewhere])
  await insertEntities(db, 'column', columns)
  await addOperator(platform, ['province-admin'])
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

async function open(login = 'operator', pollMs?: number): Promise<Place> {
  const place = await openPlace(folder, line.url, login, pollMs)
  places.push(place)
  await place.sync.now()
  expect(await place['sync.status']({})).toMatchObject({ state: 'online', problem: null })
  return place
}

const countOf = ({ store }: Place, kind: EntityKind) =>
  store.get<{ count: number }>(`SELECT count(*) AS count FROM ${rowTable(kind)}`)?.count

/** Every row that a place shows; the version beside it has to be its own. */
const shown = ({ store }: Place): Record<string, unknown[]> =>
  Object.fromEntries(
    kindNames.map((kind) => [
      kind,
      store
        .all<{ id: string; version: number; body: string }>(
          `SELECT id, version, body FROM ${rowTable(kind)} ORDER BY id DESC`,
        )
        .map(({ id, version, body }) => ({ ...(JSON.parse(body) as object), id, version })),
    ]),
  )

async function onPlatform(operator: Pick<Operator, 'id'>): Promise<Record<string, unknown[]>> {
  const { db } = platform.platform
  const { rows } = await sql<Operator>`select * from operator where id = ${operator.id}`.execute(db)
  const reader = readerOf(rows[0] as Operator)
  const found = Object.fromEntries(kindNames.map((kind) => [kind, [] as unknown[]]))
  for (const kind of visibleKinds(reader)) {
    for await (const lines of snapshotLines(db, reader, { kind, below: highestId, cuts: {}, limit: 50_000 })) {
      found[kind]?.push(
        ...lines
          .trim()
          .split('\n')
          .map((text) => JSON.parse(text) as unknown),
      )
    }
  }
  return found
}

const ownerChange = (owner: string, columnId: string) => ({
  type: 'column.change',
  args: { columnId, siteId: ids.site, batchId: null, set: { owner } },
})
const ownerOf = ({ store }: Place, id: string) =>
  store.get<{ owner: string }>('SELECT owner FROM row_column WHERE id = ?', id)?.owner

/** After so long the platform looks at its rows again, though its feed says that nothing has changed. */
const untilDigestedAgain = 11 * 60_000

/** Changes rows of the platform without a trace in its feed. */
const bypassing = (...statements: ReturnType<typeof sql>[]) =>
  platform.platform.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    for (const statement of statements) await statement.execute(tx)
  })

describe('rows that differ from the platform’s', () => {
  const damages: readonly (readonly [string, (place: Place) => void, RegExp])[] = [
    [
      'were lost',
      ({ store }) => void store.run('DELETE FROM row_column WHERE id IN (?, ?)', columnAt(3), columnAt(39)),
      /补入 2 条，更正 0 条，移除 0 条/,
    ],
    ['were all lost', ({ store }) => void store.run('DELETE FROM row_column'), /补入 40 条/],
    [
      'are of another version',
      ({ store }) => void store.run('UPDATE row_column SET version = 9 WHERE id = ?', columnAt(5)),
      /更正 1 条/,
    ],
    [
      'say something else in the same version',
      ({ store }) =>
        void store.run("UPDATE row_column SET body = replace(body, '钱编辑', '假编辑') WHERE id = ?", columnAt(5)),
      /内容.*更正 1 条/,
    ],
    [
      'were never on the platform',
      ({ store }) =>
        void store.run(
          `INSERT INTO row_column (id, version, generation, body)
           SELECT ?, version, generation, body FROM row_column WHERE id = ?`,
          testId(5_000),
          columnAt(0),
        ),
      /移除 1 条/,
    ],
    [
      'are of a kind that the platform has none of',
      ({ store }) =>
        void store.run(
          'INSERT INTO row_hit (id, version, generation, body) VALUES (?, 1, 1, \'{"id":"x"}\')',
          testId(5_001),
        ),
      /hit.*移除 1 条/,
    ],
  ]

  it.each(damages)('are set right where they %s, and both sides say so in their logs', async (_, damage, told) => {
    const place = await open()
    const before = shown(place)
    expect(place.log).toEqual([])
    damage(place)
    expect(shown(place)).not.toEqual(before)
    await place.sync.now()
    expect(shown(place)).toEqual(before)
    expect(place.log).toEqual([expect.stringMatching(told)])
    expect(platformLog.join('')).toMatch(/a console holds other rows/)
    await place.sync.now()
    expect(place.log).toHaveLength(1)
    expect(await place['sync.status']({})).toMatchObject({ state: 'online', problem: null })
  })

  it('can be found again by their words once they are back', async () => {
    const place = await open()
    place.store.run('DELETE FROM row_column WHERE id = ?', columnAt(7))
    await place.sync.now()
    const found = place.store.all('SELECT rowid FROM search_column WHERE search_column MATCH \'"解 读 7"\'')
    expect(found.length).toBeGreaterThan(0)
  })

  it.each([
    ['removed', sql`delete from "column" where id = ${testId(1_003)}`],
    ['changed in a new version', sql`update "column" set version = 7, owner = '周负责' where id = ${testId(1_003)}`],
    ['changed in the same version', sql`update "column" set owner = '周负责' where id = ${testId(1_003)}`],
    [
      'added',
      sql`insert into "column" select (jsonb_populate_record(null::"column", to_jsonb(c) || ${JSON.stringify({ id: testId(6_000), path: '/columns/added/' })}::jsonb)).* from "column" c where id = ${testId(1_003)}`,
    ],
    [
      'moved out of reach and back under another id',
      sql`update "column" set id = ${testId(6_001)} where id = ${testId(1_003)}`,
    ],
  ])('are set right where the platform’s row was %s without a trace in the feed', async (_, statement) => {
    const place = await open()
    await bypassing(statement)
    platform.sleep(untilDigestedAgain)
    await place.sync.now()
    expect(shown(place)).toEqual(await onPlatform({ id: ids.operator }))
    expect(place.log).toEqual([expect.stringMatching(/数据核对：column.*已按平台修复/)])
  })

  it('are set right stretch by stretch where a kind has many', async () => {
    const many = Array.from({ length: 12_000 }, (_, n) =>
      aColumn({ id: testId(20_000 + n), path: `/columns/${n}/`, name: `专题${n}` }),
    )
    for (let from = 0; from < many.length; from += 3_000)
      await insertEntities(platform.platform.db, 'column', many.slice(from, from + 3_000))
    const place = await open()
    place.store.run('DELETE FROM row_column WHERE id IN (?, ?)', testId(20_010), testId(31_990))
    place.store.run('UPDATE row_column SET version = 9 WHERE id = ?', testId(26_000))
    const asked = line.asked.length
    await place.sync.now()
    await vi.waitFor(() => expect(place.log).toHaveLength(3), 10_000)
    expect(countOf(place, 'column')).toBe(12_040)
    expect(line.asked.slice(asked).filter((path) => path.includes('/snapshot/'))).toHaveLength(3)
    await place.sync.now()
    expect(place.log).toHaveLength(3)
  })
})

describe('a check by itself', () => {
  const digestsAsked = () => line.asked.filter((path) => path.includes('/digests')).length
  const pulls = () => line.asked.filter((path) => path.includes('/changes')).length

  it('is made after sign-in, though nobody asks for it', async () => {
    places.push(await openPlace(folder, line.url))
    await vi.waitFor(() => expect(digestsAsked()).toBe(2))
  })

  it('is made every so many pulls, and finds what a row says as well as its version', async () => {
    const place = await open('operator', 1)
    const [asked, pulled] = [digestsAsked(), pulls()]
    place.store.run("UPDATE row_column SET body = replace(body, '钱编辑', '假编辑') WHERE id = ?", columnAt(5))
    await vi.waitFor(() => expect(place.log).toEqual([expect.stringMatching(/内容.*更正 1 条/)]), 20_000)
    expect(ownerOf(place, columnAt(5))).toBe('钱编辑')
    expect((pulls() - pulled) / (digestsAsked() - asked)).toBeGreaterThan(10)
  })
})

describe('commands that wait while rows are set right', () => {
  it('keep their effect, are applied once, and lose nothing they stand on', async () => {
    const place = await open()
    line.fault('down', '/v1/commands')
    await place['commands.submit'](ownerChange('孙负责', columnAt(0)))
    await place['commands.submit'](ownerChange('周负责', columnAt(0)))
    await place['commands.submit'](ownerChange('吴负责', columnAt(2)))
    // The truth under the first, a row beside them, and a row that none of them knows.
    place.store.run("UPDATE base_row SET body = replace(body, '通知', '假') , version = 8 WHERE id = ?", columnAt(0))
    place.store.run('DELETE FROM row_column WHERE id = ?', columnAt(4))
    await place.sync.now()
    expect(place.log).toEqual([expect.stringMatching(/补入 1 条，更正 1 条，移除 0 条/)])
    expect(await place['outbox.list']({})).toMatchObject([
      { state: 'waiting' },
      { state: 'waiting' },
      { state: 'waiting' },
    ])
    expect([columnAt(0), columnAt(2), columnAt(4)].map((id) => ownerOf(place, id))).toEqual([
      '周负责',
      '吴负责',
      '钱编辑',
    ])

    line.fault('through')
    await place.sync.now()
    expect(await place['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
    expect(shown(place)).toEqual(await onPlatform({ id: ids.operator }))
    const { rows } = await sql<{ count: number }>`select count(*) from audit_entry`.execute(platform.platform.db)
    expect(rows).toEqual([{ count: 3 }])
    expect(place.log).toHaveLength(1)
  })

  it('stay in 待处理 when they are parked', async () => {
    const place = await open()
    line.fault('down', '/v1/commands')
    await place['commands.submit'](ownerChange('孙负责', columnAt(0)))
    await sql`update "column" set owner = '别人' where id = ${columnAt(0)}`.execute(platform.platform.db)
    line.fault('through')
    await place.sync.now()
    const parked = await place['outbox.list']({})
    expect(parked).toMatchObject([{ state: 'parked' }])
    place.store.run('DELETE FROM row_column WHERE id IN (?, ?)', columnAt(0), columnAt(1))
    await place.sync.now()
    expect(place.log).toHaveLength(1)
    expect(await place['outbox.list']({})).toEqual(parked)
    expect(ownerOf(place, columnAt(0))).toBe('别人')
  })

  it('are no difference while they only wait', async () => {
    const place = await open()
    line.fault('down', '/v1/commands')
    await place['commands.submit'](ownerChange('孙负责', columnAt(0)))
    await place.sync.now()
    expect(place.log).toEqual([])
    expect(ownerOf(place, columnAt(0))).toBe('孙负责')
  })
})

describe('what an operator may see', () => {
  beforeEach(async () => {
    const { db } = platform.platform
    const both = [ids.site, elsewhere.id]
    await insertEntities(
      db,
      'article',
      both.map((siteId, n) => anArticle({ id: testId(2_000 + n), siteId })),
    )
    await insertEntities(
      db,
      'reviewTask',
      both.map((siteId, n) => aTask({ id: testId(2_100 + n), siteId })),
    )
    await insertEntities(
      db,
      'hit',
      both.map((siteId, n) => aHit({ id: testId(2_200 + n), siteId })),
    )
    await insertEntities(
      db,
      'auditEntry',
      both.map((siteId, n) => anAuditEntry({ id: testId(2_300 + n), siteId })),
    )
  })

  const scopes = [province, { region: '350200' }, { sites: [ids.site] }]

  it.each(scopes)('is what the platform says for every role of scope %j', async (scope) => {
    for (const [n, role] of roles.entries()) {
      const id = testId(3_000 + n)
      await addOperator(platform, [], { id, login: role, assignments: [{ role, scope }] })
      const place = await open(role)
      expect(place.log).toEqual([])
      expect(shown(place)).toEqual(await onPlatform({ id }))
    }
  })

  const county = {
    id: testId(4_000),
    login: 'county',
    assignments: [{ role: 'site-admin', scope: { region: '350200' } }],
  } as const
  const assign = (...assignments: Operator['assignments']) =>
    sql`update operator set assignments = ${JSON.stringify(assignments)}::jsonb where id = ${county.id}`.execute(
      platform.platform.db,
    )
  const siteIds = (place: Place, kind: EntityKind) =>
    [
      ...new Set(place.store.all<{ id: string }>(`SELECT "siteId" AS id FROM ${rowTable(kind)}`).map(({ id }) => id)),
    ].sort()

  it('follows gained and lost rights at once: rows gained arrive, rows lost are removed', async () => {
    await addOperator(platform, [], { ...county, assignments: [...county.assignments] })
    const place = await open('county')
    const keepText = (number: number) =>
      place.store.run("INSERT INTO text_of (article_id, hash) VALUES (?, 'h')", testId(number))
    const texts = () => place.store.all('SELECT article_id FROM text_of')
    expect(siteIds(place, 'column')).toEqual([elsewhere.id])
    keepText(2_001)
    await assign({ role: 'site-admin', scope: { region: '350200' } }, { role: 'editor', scope: { sites: [ids.site] } })
    await place.sync.now()
    expect(siteIds(place, 'column')).toEqual([ids.site, elsewhere.id])
    expect(siteIds(place, 'hit')).toEqual(await hitSites())
    keepText(2_000)
    expect(texts()).toHaveLength(2)
    await assign({ role: 'inspector', scope: { sites: [ids.site] } })
    await place.sync.now()
    expect(siteIds(place, 'column')).toEqual([ids.site])
    expect(siteIds(place, 'hit')).toEqual([])
    expect(texts()).toHaveLength(1)
    await sql`update article set deleted = true where id = ${testId(2_000)}`.execute(platform.platform.db)
    await place.sync.now()
    expect(texts()).toEqual([])
    expect(shown(place)).toEqual(await onPlatform(county))
    await assign()
    await place.sync.now()
    expect(shown(place)).toEqual(await onPlatform(county))
    expect(countOf(place, 'site')).toBe(0)
    expect(place.log).toEqual([])
  })

  const hitSites = async () => {
    const found = (await onPlatform(county)).hit as { siteId: string }[]
    return found.map(({ siteId }) => siteId).sort()
  }

  it('follows a site that moves into the region and out of it, with all its rows', async () => {
    await addOperator(platform, [], { ...county, assignments: [...county.assignments] })
    const place = await open('county')
    const move = (id: string, region: string) =>
      sql`update site set region_code = ${region} where id = ${id}`.execute(platform.platform.db)
    await move(ids.site, '350203')
    await place.sync.now()
    expect(siteIds(place, 'column')).toEqual([ids.site, elsewhere.id])
    expect(shown(place)).toEqual(await onPlatform(county))
    await move(elsewhere.id, '340100')
    await place.sync.now()
    expect(siteIds(place, 'article')).toEqual([ids.site])
    expect(shown(place)).toEqual(await onPlatform(county))
  })

  it('keeps what waits when the right to its rows is lost, and the platform’s refusal is shown', async () => {
    await addOperator(platform, [], { ...county, assignments: [...county.assignments] })
    const place = await open('county')
    line.fault('down', '/v1/commands')
    await place['commands.submit']({
      type: 'column.change',
      args: { columnId: columnAt(1), siteId: elsewhere.id, batchId: null, set: { owner: '孙负责' } },
    })
    await assign({ role: 'site-admin', scope: { sites: [ids.site] } })
    await place.sync.now()
    expect(ownerOf(place, columnAt(1))).toBeUndefined()
    expect(await place['outbox.list']({})).toMatchObject([{ state: 'waiting' }])
    line.fault('through')
    await place.sync.now()
    expect(await place['outbox.list']({})).toMatchObject([
      { state: 'parked', refusal: { result: 'rejected', code: 'forbidden' } },
    ])
    expect(shown(place)).toEqual(await onPlatform(county))
    expect(place.log).toEqual([])
  })
})

describe('a check while others write', () => {
  it('raises no false alarm and ends with the same rows on both sides', async () => {
    const place = await open()
    const { db } = platform.platform
    let isWriting = true
    const writer = async (number: number) => {
      for (let round = 0; isWriting; round += 1) {
        await db.transaction().execute(async (tx) => {
          const id = columnAt((round * 7 + number * 11) % columns.length)
          await sql`update "column" set owner = ${`${number}-${round}`}, deleted = ${round % 9 === 8} where id = ${id}`.execute(
            tx,
          )
          await insertEntities(tx, 'unit', [aUnit({ id: testId(100_000 + number * 10_000 + round) })])
          await sql`select pg_sleep(${((number * 7 + round * 3) % 10) / 1000})`.execute(tx)
        })
      }
    }
    const writing = Promise.all(Array.from({ length: 8 }, (_, number) => writer(number)))
    for (let round = 0; round < 40; round += 1) await place.sync.now()
    isWriting = false
    await writing
    expect(place.log).toEqual([])
    const since = new Date().toISOString()
    while (((await place['sync.now']({})).syncedTo ?? '') < since);
    expect(shown(place)).toEqual(await onPlatform({ id: ids.operator }))
    expect(place.log).toEqual([])
    expect(platformLog).toEqual([])
  })
})

describe('a platform that answers a check badly', () => {
  const problem = (status: number, code: string) => ({
    status,
    type: 'application/problem+json',
    body: JSON.stringify({ type: 'x', title: '没有这个接口', status, code }),
  })
  const stretch = { kind: 'column', below: null, downTo: testId(1_010), rows: 3, digest: '0'.repeat(64), changed: [] }

  it.each([
    ['knows no such question', problem(404, 'not-found')],
    ['refuses it', problem(403, 'forbidden')],
    ['fails inside', problem(500, 'internal')],
    ['says the cursor is stale', problem(409, 'incompatible')],
    ['is behind a proxy’s page', { status: 200, type: 'text/html', body: '<html>' }],
    ['answers JSON of another product', () => ({ ok: true })],
    ['names a digest that is none of its rows', () => ({ stretches: [stretch], next: null })],
    ['sends the console round in circles', () => ({ stretches: [stretch], next: { kind: 'column', below: null } })],
    ['knows kinds that this build does not', () => ({ stretches: [{ ...stretch, kind: 'drone' }], next: null })],
    ['cuts it off', 'down'],
  ] as const)('changes nothing and disturbs no sync where it %s', async (_, fault) => {
    const place = await open()
    const before = shown(place)
    line.fault(fault, '/v1/digests')
    await place.sync.now()
    expect(shown(place)).toEqual(before)
    await place['commands.submit'](ownerChange('孙负责', columnAt(0)))
    await place.sync.now()
    expect(await place['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0, problem: null })
    expect(ownerOf(place, columnAt(0))).toBe('孙负责')
  })

  it('is not asked again in this session when it knows no such question', async () => {
    const place = await open()
    line.fault(problem(404, 'not-found'), '/v1/digests')
    await place.sync.now()
    const asked = line.asked.length
    await place.sync.now()
    expect(line.asked.slice(asked).filter((path) => path.includes('/digests'))).toEqual([])
  })
})
