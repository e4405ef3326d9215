import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { FeedChange } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import {
  aColumn,
  aPerson,
  aSite,
  ownerChange,
  province,
  startTestPlatform,
  type Person,
  type Problem,
  type TestPlatform,
} from './surroundings'

interface Page {
  changes: FeedChange[]
  cursor: string
  caughtUpTo: string
  more: boolean
}
interface Start {
  cursor: string
  kinds: { kind: string; rows: number }[]
}

let platform: TestPlatform
let admin: Person
let site: Site

beforeAll(async () => {
  platform = await startTestPlatform()
  site = await aSite(platform)
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
})
afterAll(() => platform.stop())

const start = async (person: Person) => (await person.get<Start>('/v1/snapshot')).body

const changesAfter = async (person: Person, cursor: string, limit = 2000) =>
  (await person.get<Page>(`/v1/changes?limit=${limit}&cursor=${cursor}`)).body

/** Everything after a cursor until the feed has caught up with what was done before the call. */
async function allAfter(person: Person, from: string, limit = 2000): Promise<FeedChange[]> {
  const since = new Date().toISOString()
  const found: FeedChange[] = []
  for (let cursor = from; ;) {
    const page = await changesAfter(person, cursor, limit)
    found.push(...page.changes)
    cursor = page.cursor
    if (!page.more && page.caughtUpTo >= since) return found
  }
}

async function rowsOf(person: Person, kind: string, limit: number): Promise<Column[]> {
  const found: Column[] = []
  for (let below = ''; ;) {
    const { body } = await person.get<string>(`/v1/snapshot/${kind}?limit=${limit}${below && `&below=${below}`}`)
    const rows = body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Column)
    found.push(...rows)
    if (rows.length < limit) return found
    below = rows.at(-1)?.id ?? ''
  }
}

describe('the snapshot', () => {
  it('hands out entities exactly as they were stored', async () => {
    const column = await aColumn(platform, site)
    const rows = await rowsOf(admin, 'column', 10)
    expect(rows.find(({ id }) => id === column.id)).toEqual(column)
  })

  it('goes on below the last row that arrived, newest first', async () => {
    for (let index = 0; index < 7; index += 1) await aColumn(platform, site)
    const paged = await rowsOf(admin, 'column', 3)
    expect(paged.map(({ id }) => id)).toEqual((await rowsOf(admin, 'column', 50_000)).map(({ id }) => id))
    expect(paged.map(({ id }) => id)).toEqual(
      paged
        .map(({ id }) => id)
        .sort()
        .reverse(),
    )
    const counted = (await start(admin)).kinds.find(({ kind }) => kind === 'column')
    expect(counted?.rows).toBe(paged.length)
  })

  it('refuses a kind that does not exist', async () => {
    expect(await admin.get<Problem>('/v1/snapshot/password?limit=1')).toMatchObject({ status: 404 })
  })
})

describe('the change feed', () => {
  it('shows what was changed after the snapshot began, and nothing before', async () => {
    const column = await aColumn(platform, site)
    const { cursor } = await start(admin)
    await admin.outcomeOf(...ownerChange(column, '陈晓'))
    const changes = await allAfter(admin, cursor)
    expect(changes.map(({ entity }) => entity.kind).sort()).toEqual(['auditEntry', 'column'])
    const change = changes.find(({ entity }) => entity.kind === 'column')
    expect(change).toMatchObject({ entity: { id: column.id }, version: 2, deleted: false, value: { owner: '陈晓' } })
    expect(changes.map(({ endsTransaction }) => endsTransaction)).toEqual([false, true])
  })

  it('says on the last row of a page whether its transaction goes on', async () => {
    const column = await aColumn(platform, site)
    const { cursor } = await start(admin)
    await admin.outcomeOf(...ownerChange(column, '陈晓'))
    await allAfter(admin, cursor)
    const first = await changesAfter(admin, cursor, 1)
    expect(first).toMatchObject({ more: true, changes: [{ endsTransaction: false }] })
    const second = await changesAfter(admin, first.cursor, 1)
    expect(second).toMatchObject({ more: false, changes: [{ endsTransaction: true }] })
  })

  it('shows a tombstone for a row that was deleted', async () => {
    const column = await aColumn(platform, site)
    const { cursor } = await start(admin)
    await platform.platform.db.updateTable('column').set({ deleted: true }).where('id', '=', column.id).execute()
    expect(await allAfter(admin, cursor)).toEqual([
      { entity: { kind: 'column', id: column.id }, version: 2, deleted: true, value: null, endsTransaction: true },
    ])
  })

  it('cannot be bypassed by really deleting a row', async () => {
    const column = await aColumn(platform, site)
    await expect(platform.platform.db.deleteFrom('column').where('id', '=', column.id).execute()).rejects.toThrow(
      /never deleted/,
    )
    await expect(sql`truncate "column"`.execute(platform.platform.db)).rejects.toThrow(/never deleted/)
  })
})

describe('what may be read', () => {
  it('ends at the sites of a region', async () => {
    const elsewhere = await aSite(platform, { regionCode: '350100' })
    const mine = await aColumn(platform, site)
    const other = await aColumn(platform, elsewhere)
    const county = await aPerson(platform, { role: 'site-admin', scope: { region: '340100' } })
    const { cursor } = await start(county)
    const ids = (await rowsOf(county, 'column', 50_000)).map(({ id }) => id)
    expect([ids.includes(mine.id), ids.includes(other.id)]).toEqual([true, false])
    expect((await rowsOf(county, 'site', 1000)).map(({ id }) => id)).not.toContain(elsewhere.id)
    await admin.outcomeOf(...ownerChange(other, '陈晓'))
    await admin.outcomeOf(...ownerChange(mine, '陈晓'))
    const changed = (await allAfter(county, cursor)).filter(({ entity }) => entity.kind === 'column')
    expect(changed.map(({ entity }) => entity.id)).toEqual([mine.id])
  })

  it('holds hits back from whoever may not see them', async () => {
    const inspector = await aPerson(platform, { role: 'inspector', scope: province })
    expect((await start(inspector)).kinds.map(({ kind }) => kind)).not.toContain('hit')
    expect((await start(admin)).kinds.map(({ kind }) => kind)).toContain('hit')
    expect((await inspector.get('/v1/snapshot/hit?limit=1')).status).toBe(404)
  })

  it('is nothing of any site for an operator without a role we know', async () => {
    const nobody = await aPerson(platform)
    await sql`update operator set assignments = ${JSON.stringify([{ role: 'emperor', scope: province }])}::jsonb
      where id = ${nobody.operator.id}`.execute(platform.platform.db)
    expect((await nobody.signIn()).status).toBe(200)
    const { kinds } = await start(nobody)
    expect(kinds.map(({ kind }) => kind)).not.toContain('site')
    expect(await nobody.outcomeOf('site.edit', { siteId: site.id, set: { phone: '1' } })).toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a cursor', () => {
  const tampered = (cursor: string, fields: object) =>
    Buffer.from(
      JSON.stringify({ ...(JSON.parse(Buffer.from(cursor, 'base64url').toString()) as object), ...fields }),
    ).toString('base64url')
  const refusal = async (person: Person, cursor: string) =>
    await person.get<Problem>(`/v1/changes?limit=1&cursor=${cursor}`)

  it('of another incarnation asks for a new snapshot', async () => {
    const { cursor } = await start(admin)
    const other = tampered(cursor, { incarnation: uuidv7() })
    expect(await refusal(admin, other)).toMatchObject({ status: 409, body: { code: 'incompatible' } })
  })

  it('ahead of the database asks for a new snapshot', async () => {
    const { cursor } = await start(admin)
    expect(await refusal(admin, tampered(cursor, { tx: '999999999999' }))).toMatchObject({
      body: { code: 'incompatible' },
    })
  })

  it('asks for a new snapshot once the operator may read other sites', async () => {
    const person = await aPerson(platform, { role: 'site-admin', scope: { sites: [site.id] } })
    const { cursor } = await start(person)
    expect((await refusal(person, cursor)).status).toBe(200)
    await sql`update operator set assignments = ${JSON.stringify([{ role: 'site-admin', scope: province }])}::jsonb
      where id = ${person.operator.id}`.execute(platform.platform.db)
    expect(await refusal(person, cursor)).toMatchObject({ status: 409, body: { code: 'incompatible' } })
  })

  it('that is no cursor is refused as invalid', async () => {
    expect(await refusal(admin, 'bm9uc2Vuc2U')).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})
