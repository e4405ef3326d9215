import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfflineRule } from '#shared/contract/offline'
import { addDays, dayOf } from '#shared/domain/calendar'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aDigest, aHit, anArticle, aSite, aTask, aUnit, ids, testId } from '#tests/builders'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace, type Place } from './open-place'
import { addOperator, removeFolder, temporaryFolder } from './surroundings'

const other = aSite({ id: testId(700), code: '3502000001', domain: 'www.other.example', regionCode: '350200' })
const none: OfflineRule = { queue: false, sites: false, days: 0, megabytes: 10, months: null }
const instantAgo = (days: number) => `${addDays(dayOf(Date.now()), -days)}T04:00:00.000Z`
const hashOf = (number: number) => aDigest(`text ${number}`)
const article = (number: number, days: number, siteId: string = ids.site) =>
  anArticle({
    id: testId(number),
    siteId,
    state: 'published',
    publishedHash: hashOf(number),
    publishedAt: instantAgo(days),
  })

let platform: TestPlatform
let line: FaultyLine
let folder: string
let places: Place[]

let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite(), other])
  await insertEntities(db, 'column', [aColumn()])
  await publish(article(800, 1), article(801, 20), article(802, 20, other.id), article(803, 300))
  await addOperator(platform, ['first-reviewer', 'final-reviewer'])
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

async function publish(...articles: readonly ReturnType<typeof article>[]): Promise<void> {
  const { db } = platform.platform
  await insertEntities(db, 'article', articles)
  const texts = articles.map(({ id, publishedHash }) => ({
    hash: publishedHash ?? '',
    body: `正文 ${id}${randomBytes(5_000).toString('hex')}`,
  }))
  await db
    .insertInto('libraryText')
    .values(texts)
    .onConflict((same) => same.doNothing())
    .execute()
}

async function open(rule: OfflineRule): Promise<Place> {
  const place = await openPlace(folder, line.url, 'operator', 3_600_000, true)
  places.push(place)
  await place['offline.setRule'](rule)
  await place.sync.now()
  await settled(place)
  return place
}

/** The rule has been gone through and what it names is here. */
async function settled(place: Place): Promise<void> {
  await place.texts?.renew()
  expect(place.texts?.progress()).toMatchObject({ state: 'idle' })
}

const kept = ({ store }: Place): number[] =>
  store
    .all<{ id: string }>('SELECT article_id AS id FROM text_of ORDER BY article_id')
    .map(({ id }) => Number(id.slice(-3)))

const asked = () => line.asked.filter((path) => path.includes('/article-texts')).length
const textOf = (place: Place, number: number) => Promise.resolve(place['articles.text']({ articleId: testId(number) }))

describe('texts that the rule names', () => {
  it('are none where it names none', async () => {
    expect(kept(await open(none))).toEqual([])
    expect(asked()).toBe(0)
  })

  it('are those of the last days', async () => {
    expect(kept(await open({ ...none, days: 7 }))).toEqual([800])
  })

  it('are those of my queue', async () => {
    const { db } = platform.platform
    await insertEntities(db, 'reviewTask', [aTask({ articleId: testId(801), stage: 'first', state: 'waiting' })])
    await insertEntities(db, 'reviewTask', [
      aTask({ id: testId(60), articleId: testId(802), stage: 'second', state: 'waiting' }),
    ])
    const subject = { type: 'article' as const, articleId: testId(803), name: '公告', hash: hashOf(803) }
    await insertEntities(db, 'hit', [aHit({ articleId: testId(803), state: 'open', subject })])
    expect(kept(await open({ ...none, queue: true }))).toEqual([801, 803])
  })

  it('are those of my sites', async () => {
    const assignments = [{ role: 'site-admin' as const, scope: { sites: [other.id] } }]
    await platform.platform.db
      .updateTable('operator')
      .set({ assignments: sql`${JSON.stringify(assignments)}::jsonb` })
      .execute()
    expect(kept(await open({ ...none, sites: true }))).toEqual([802])
  })

  it('are those I pinned, at once, and of a pinned site; unpinning lets them go only when room is needed', async () => {
    const place = await open(none)
    await place['pins.set']({ kind: 'article', id: testId(803), pinned: true })
    await place['pins.set']({ kind: 'site', id: other.id, pinned: true })
    await settled(place)
    expect(kept(place)).toEqual([802, 803])
    expect(await place['pins.has']({ kind: 'article', id: testId(803) })).toEqual({ pinned: true })
    await place['pins.set']({ kind: 'site', id: other.id, pinned: false })
    await settled(place)
    expect(kept(place)).toEqual([802, 803])
  })

  it('are read without the platform, and others say that they are not here', async () => {
    const place = await open({ ...none, days: 7 })
    line.fault('down')
    expect(await textOf(place, 800)).toMatchObject({
      hash: hashOf(800),
      body: expect.stringContaining('正文') as string,
    })
    await expect(async () => textOf(place, 801)).rejects.toMatchObject({
      code: 'unavailable',
      detail: { notKept: true },
    })
    line.fault('through')
    expect(await textOf(place, 801)).toMatchObject({ hash: hashOf(801) })
    line.fault('down')
    expect(await textOf(place, 801)).toMatchObject({ hash: hashOf(801) })
  })

  it('are kept once where several articles carry the same text', async () => {
    await publish(...[810, 811, 812].map((number) => ({ ...article(number, 2), publishedHash: hashOf(800) })))
    const place = await open({ ...none, days: 7 })
    expect(kept(place)).toEqual([800, 810, 811, 812])
    expect(place.store.all('SELECT hash FROM kept_text')).toHaveLength(1)
    expect(asked()).toBe(1)
  })

  it('are fetched anew when a new text is published', async () => {
    const place = await open({ ...none, days: 7 })
    const { db } = platform.platform
    await db
      .insertInto('libraryText')
      .values({ hash: hashOf(900), body: '更正后的正文' })
      .execute()
    await db
      .updateTable('article')
      .set({ publishedHash: hashOf(900) })
      .where('id', '=', testId(800))
      .execute()
    await place.sync.now()
    await settled(place)
    line.fault('down')
    expect(await textOf(place, 800)).toMatchObject({ hash: hashOf(900), body: '更正后的正文' })
  })
})

describe('fetching them', () => {
  const many = Array.from({ length: 250 }, (_, n) => article(1_000 + n, 2))

  it('goes on where it was interrupted', async () => {
    await publish(...many)
    const place = await openPlace(folder, line.url, 'operator', 3_600_000, true)
    places.push(place)
    await place['offline.setRule']({ ...none, days: 7 })
    line.cutAfter(400_000, '/v1/article-texts')
    await place.sync.now()
    await vi.waitFor(() => expect(asked()).toBe(1), 10_000)
    await vi.waitFor(() => expect(place.texts?.progress().state).toBe('offline'), 10_000)
    const before = place.texts?.progress().kept ?? 0
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(100)
    line.fault('through')
    const askedBefore = asked()
    await place.sync.now()
    await vi.waitFor(() => expect(place.texts?.progress()).toMatchObject({ state: 'idle', wanted: 251, kept: 251 }), {
      timeout: 15_000,
    })
    expect(asked() - askedBefore).toBeLessThanOrEqual(3)
  })

  it('waits while it is paused, over a restart of the round too, and then goes on', async () => {
    await publish(...many)
    const place = await openPlace(folder, line.url, 'operator', 3_600_000, true)
    places.push(place)
    await place['offline.pause']({ paused: true })
    await place['offline.setRule']({ ...none, days: 7 })
    await place.sync.now()
    await place.texts?.renew()
    expect(place.texts?.progress()).toMatchObject({ state: 'paused', wanted: 251, kept: 0 })
    await place['offline.pause']({ paused: false })
    await place.texts?.renew()
    expect(place.texts?.progress()).toMatchObject({ state: 'idle', kept: 251 })
  })
})

describe('the limit', () => {
  const megabyte = '字'.repeat(333_333)
  const big = (number: number, days: number) => article(number, days)
  const publishBig = async (...articles: ReturnType<typeof article>[]) => {
    const { db } = platform.platform
    await insertEntities(db, 'article', articles)
    for (const { publishedHash } of articles)
      await db
        .insertInto('libraryText')
        .values({ hash: publishedHash ?? '', body: megabyte })
        .execute()
  }

  it('lets go of what was read longest ago, never of what is pinned, waits for me or is unsent', async () => {
    await publishBig(...Array.from({ length: 14 }, (_, n) => big(820 + n, 30)))
    const place = await open(none)
    await place['pins.set']({ kind: 'article', id: testId(820), pinned: true })
    await settled(place)
    for (let number = 821; number < 834; number += 1) {
      await textOf(place, number)
      place.store.run('UPDATE text_of SET read_at = ? WHERE article_id = ?', instantAgo(900 - number), testId(number))
    }
    // The oldest reading has a hit that nobody has settled yet, the next one a command that is not sent.
    const subject = { type: 'article' as const, articleId: testId(821), name: '公告', hash: hashOf(821) }
    await insertEntities(platform.platform.db, 'hit', [aHit({ articleId: testId(821), state: 'open', subject })])
    await place.sync.now()
    line.fault('down', '/v1/commands')
    const record = {
      siteId: ids.site,
      subject: { type: 'article', articleId: testId(822), name: '公告', hash: hashOf(822) },
      hits: [],
    }
    place.store.run(
      `INSERT INTO command (id, author, type, args, base, made_at, state, subjects, mine)
       VALUES (?, ?, 'check.record', ?, '[]', '2026-01-01T00:00:00.000Z', 'parked', '[]', '[]')`,
      testId(9_000),
      ids.operator,
      JSON.stringify(record),
    )
    await settled(place)
    const left = kept(place)
    expect(left).toEqual(expect.arrayContaining([820, 821, 822, 833]))
    expect(left).not.toContain(823)
    expect(place.texts?.progress().bytes).toBeLessThanOrEqual(10_000_000)
  })

  it('says so when the rule names more than it has room for, and keeps what is most recent', async () => {
    await publishBig(...Array.from({ length: 12 }, (_, n) => big(840 + n, 2 + n)))
    const place = await open({ ...none, days: 90 })
    expect(place.texts?.progress()).toMatchObject({ full: true })
    expect(kept(place)).toContain(840)
    expect(kept(place)).not.toContain(851)
    const fetched = asked()
    await settled(place)
    expect(asked() - fetched).toBeLessThanOrEqual(1)
  })
})
