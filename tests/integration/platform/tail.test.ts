import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Column } from '#shared/contract/column'
import type { Assignment, Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import { insertEntities } from '#platform/database/entity-rows'
import { readChanges } from '#platform/feed/changes'
import { readHorizon } from '#platform/feed/horizon'
import { readerOf, type Reader } from '#platform/feed/reader'
import { sharedRun } from '#platform/feed/shared-run'
import { createTail, type Tail } from '#platform/feed/tail'
import { aHit, anOperator } from '#tests/builders'
import { createChance } from '#tests/chance'
import { uuidv7 } from 'uuidv7'
import { aColumn, aSite, province, startTestPlatform, type TestPlatform } from './surroundings'

let platform: TestPlatform
let sites: Site[]
let columns: Column[]
let readers: readonly Reader[]

const reader = (...assignments: Assignment[]) => readerOf({ ...anOperator(), assignments } satisfies Operator)

beforeAll(async () => {
  platform = await startTestPlatform()
  sites = [await aSite(platform), await aSite(platform, { regionCode: '340201' })]
  columns = await Promise.all([...sites, ...sites].map((site) => aColumn(platform, site)))
  readers = [
    reader({ role: 'province-admin', scope: province }),
    reader({ role: 'inspector', scope: province }),
    reader({ role: 'editor', scope: { region: '340200' } }),
    reader(
      { role: 'site-admin', scope: { sites: [sites[0]?.id ?? ''] } },
      { role: 'inspector', scope: { region: '340200' } },
    ),
    reader(),
  ]
})
afterAll(() => platform.stop())

const db = () => platform.platform.db
const horizon = async () => (await readHorizon(db())).xmin

async function begunTail(): Promise<{ tail: Tail; begin: string }> {
  const tail = createTail(db())
  const begin = await horizon()
  await tail.extendTo(begin)
  return { tail, begin }
}

/** Some rows changed, one of them twice, one deleted, one in another site's scope, hits that not all may see. */
async function work(seed: number): Promise<void> {
  const chance = createChance(seed)
  const { id, siteId } = chance.oneOf(columns)
  await db()
    .transaction()
    .execute(async (tx) => {
      await sql`update "column" set owner = ${`第${seed}任`} where id = ${id}`.execute(tx)
      await sql`update site set phone = ${String(seed)} where id = ${siteId}`.execute(tx)
    })
  await sql`update "column" set article_count = ${seed} where id = ${chance.oneOf(columns).id}`.execute(db())
  await insertEntities(db(), 'hit', [aHit({ id: uuidv7(), version: 0, siteId: chance.below(3) === 0 ? null : siteId })])
  const fresh = await aColumn(platform, chance.oneOf(sites))
  if (chance.below(2) === 0) await sql`update "column" set deleted = true where id = ${fresh.id}`.execute(db())
}

describe('the tail of the feed in memory', () => {
  it('answers every reader from every place as the database does, page by page', async () => {
    const { tail, begin } = await begunTail()
    const places = [begin]
    for (let round = 0; round < 12; round += 1) {
      await work(round)
      const below = await horizon()
      await tail.extendTo(below)
      places.push(below)
    }
    const below = places.at(-1) ?? begin
    for (const who of readers)
      for (const tx of places)
        for (const limit of [1, 7, 2_000]) {
          const span = { after: { tx, seq: 0 }, below, limit }
          const rows = tail.changes(tail.sites.sightOf(who), span)
          expect(rows?.map(plain)).toEqual((await readChanges(db(), who, span)).map(plain))
        }
  })

  it('goes on within a transaction that a page has cut', async () => {
    const { tail, begin } = await begunTail()
    await sql`update "column" set article_count = 77`.execute(db())
    const below = await horizon()
    await tail.extendTo(below)
    const sees = tail.sites.sightOf(readers[0] ?? reader())
    const [first] = tail.changes(sees, { after: { tx: begin, seq: 0 }, below, limit: 1 }) ?? []
    const rest = tail.changes(sees, { after: first ?? { tx: '0', seq: 0 }, below, limit: 2_000 }) ?? []
    expect(rest.length).toBeGreaterThan(2)
    expect(rest.every(({ tx, seq }) => tx === first?.tx && seq > (first?.seq ?? Infinity))).toBe(true)
  })

  it('leaves what is older than itself to the database', async () => {
    const { tail, begin } = await begunTail()
    const before = String(BigInt(begin) - 1n)
    expect(tail.changes(() => true, { after: { tx: before, seq: 0 }, below: begin, limit: 10 })).toBeNull()
  })

  it('leaves what it has not taken in yet to the database', async () => {
    const { tail, begin } = await begunTail()
    await work(90)
    expect(tail.changes(() => true, { after: { tx: begin, seq: 0 }, below: await horizon(), limit: 10 })).toBeNull()
  })

  it('begins anew behind a change of very many rows', async () => {
    const { tail, begin } = await begunTail()
    const [site] = sites
    const template = columns[0]
    if (!site || !template) throw new Error('there is no site')
    const many = Array.from({ length: 2_001 }, (_, n) => ({
      ...template,
      id: uuidv7(),
      version: 0,
      path: `/many/${n}/`,
    }))
    await insertEntities(db(), 'column', many)
    const below = await horizon()
    await tail.extendTo(below)
    expect(tail.changes(() => true, { after: { tx: begin, seq: 0 }, below, limit: 10 })).toBeNull()
    expect(tail.changes(() => true, { after: { tx: below, seq: 0 }, below, limit: 10 })).toEqual([])
  })

  it('begins anew where the database was put back', async () => {
    const { tail, begin } = await begunTail()
    await work(91)
    await tail.extendTo(await horizon())
    await tail.extendTo(begin)
    expect(tail.changes(() => true, { after: { tx: begin, seq: 0 }, below: begin, limit: 10 })).toEqual([])
  })

  it('shows a site that moved to another region to whoever has that region now', async () => {
    const { tail } = await begunTail()
    const moved = await aSite(platform, { regionCode: '340301' })
    await tail.extendTo(await horizon())
    const there = tail.sites.sightOf(reader({ role: 'editor', scope: { region: '340400' } }))
    expect(there('column', moved.id)).toBe(false)
    await sql`update site set region_code = '340401' where id = ${moved.id}`.execute(db())
    await tail.extendTo(await horizon())
    expect(there('column', moved.id)).toBe(true)
  })
})

const plain = ({ kind, id, version, deleted, tx, seq, value }: Awaited<ReturnType<typeof readChanges>>[number]) => ({
  ...{ kind, id, version, deleted, tx, seq, value },
})

describe('a run that is shared', () => {
  it('serves everybody who asked before it began, and nobody who asked later', async () => {
    let runs = 0
    const gates: (() => void)[] = []
    const run = sharedRun(() => {
      runs += 1
      const own = runs
      return new Promise<number>((resolve) => gates.push(() => resolve(own)))
    })
    const early = [run(), run()]
    await Promise.resolve().then(() => undefined)
    const late = [run(), run()]
    gates[0]?.()
    expect(await Promise.all(early)).toEqual([1, 1])
    await Promise.resolve().then(() => undefined)
    gates[1]?.()
    expect(await Promise.all(late)).toEqual([2, 2])
  })

  it('that fails fails for those it was for; the next one is another', async () => {
    let runs = 0
    const run = sharedRun(async () => {
      runs += 1
      if (runs === 1) throw new Error('the database is away')
      return runs
    })
    await expect(Promise.all([run(), run()])).rejects.toThrow('away')
    expect(await run()).toBe(2)
  })
})
