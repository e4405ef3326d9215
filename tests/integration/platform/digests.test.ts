import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { digestOf, type BaseRow } from '#core/sync/base-rows'
import type { DigestAnswer, DigestOf, Stretch } from '#shared/contract/digest'
import { kindNames } from '#shared/contract/entity'
import type { Site } from '#shared/contract/site'
import { mergePlan } from '#shared/inspection/plan'
import { insertEntities } from '#platform/database/entity-rows'
import {
  aColumn,
  aPerson,
  aSite,
  province,
  startTestPlatform,
  type Person,
  type Problem,
  type TestPlatform,
} from './surroundings'

let platform: TestPlatform
let admin: Person
let site: Site

beforeAll(async () => {
  platform = await startTestPlatform()
  site = await aSite(platform)
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
})
afterAll(() => platform.stop())

const cursorOf = async (person: Person) => (await person.get<{ cursor: string }>('/v1/snapshot')).body.cursor

const ask = (person: Person, query: Readonly<Record<string, string | number>>) =>
  person.get<DigestAnswer & Problem>(`/v1/digests?${new URLSearchParams(query as Record<string, string>).toString()}`)

async function stretchesOf(person: Person, of: DigestOf, limit = 5_000): Promise<Stretch[]> {
  const cursor = await cursorOf(person)
  const found: Stretch[] = []
  for (let start: Record<string, string> = {}; ;) {
    const { body } = await ask(person, { cursor, of, limit, ...start })
    found.push(...body.stretches)
    if (!body.next) return found
    start = { kind: body.next.kind, ...(body.next.below !== null && { below: body.next.below }) }
  }
}

async function rowsOf(person: Person, { kind, below, downTo }: Stretch): Promise<BaseRow[]> {
  const answer = await person.get<string>(`/v1/snapshot/${kind}?limit=50000${below === null ? '' : `&below=${below}`}`)
  if (answer.status === 404) return []
  return answer.body
    .split('\n')
    .filter(Boolean)
    .map((body) => ({ ...(JSON.parse(body) as Pick<BaseRow, 'id' | 'version'>), body }))
    .filter(({ id }) => id >= (downTo ?? ''))
}

describe('a digest made in SQL', () => {
  beforeAll(async () => {
    const awkward = [
      '引号"与\\反斜线',
      '换行\n制表\t回车\r',
      '空 格　全角',
      '\u0001\u007f控制',
      '🏛️ emoji',
      '</script>/斜线',
      '',
    ]
    for (const name of awkward) await aColumn(platform, site, { name })
    const seconds = [0.1, 0.0123, 29.999, 300]
    const plans = seconds.map((timeoutSeconds) => ({ ...mergePlan({ timeoutSeconds }), id: uuidv7() }))
    await insertEntities(platform.platform.db, 'inspectionPlan', plans)
  })

  it.each(['versions', 'contents'] as const)('of %s is the one that a console makes of the same rows', async (of) => {
    for (const limit of [1, 3, 5_000]) {
      const stretches = await stretchesOf(admin, of, limit)
      expect(new Set(stretches.map(({ kind }) => kind))).toEqual(new Set(kindNames))
      for (const stretch of stretches) {
        const rows = await rowsOf(admin, stretch)
        expect([stretch.kind, stretch.rows, stretch.digest]).toEqual([stretch.kind, rows.length, digestOf(rows, of)])
      }
    }
  })

  it('of contents is the same after a console has parsed and written them', async () => {
    for (const stretch of await stretchesOf(admin, 'contents')) {
      const rows = await rowsOf(admin, stretch)
      const written = rows.map((row) => ({ ...row, body: JSON.stringify(JSON.parse(row.body)) }))
      expect(digestOf(written, 'contents')).toBe(stretch.digest)
    }
  })
})

describe('digests at a cursor', () => {
  const column = async (person: Person, cursor: string, more: Record<string, string> = {}) =>
    (await ask(person, { cursor, of: 'versions', kind: 'column', ...more })).body.stretches[0]

  it('leave out what changed since, and name it', async () => {
    const kept = await aColumn(platform, site)
    const changed = await aColumn(platform, site)
    const deleted = await aColumn(platform, site)
    const cursor = await cursorOf(admin)
    const before = await column(admin, cursor)
    expect(before?.changed).toEqual([])
    const { db } = platform.platform
    await sql`update "column" set owner = '周负责' where id = ${changed.id}`.execute(db)
    await sql`update "column" set deleted = true where id = ${deleted.id}`.execute(db)
    const added = await aColumn(platform, site)
    const after = await column(admin, cursor)
    expect(after?.changed?.sort()).toEqual([changed.id, deleted.id, added.id].sort())
    expect(after?.rows).toBe((before?.rows ?? 0) - 2)
    const only = await column(admin, cursor, { below: changed.id, downTo: kept.id })
    expect(only).toMatchObject({ rows: 1, changed: [], digest: digestOf([{ ...kept, body: '' }], 'versions') })
  })

  it('say that nothing can be compared where too much changed', async () => {
    const cursor = await cursorOf(admin)
    const template = await aColumn(platform, site)
    const many = Array.from({ length: 1_001 }, () => ({ ...template, id: uuidv7() }))
    await insertEntities(platform.platform.db, 'column', many)
    expect((await column(admin, cursor))?.changed).toBeNull()
    expect((await column(admin, await cursorOf(admin)))?.changed).toEqual([])
  })

  it('count nothing that the operator may not see', async () => {
    const elsewhere = await aSite(platform, { regionCode: '350100' })
    await aColumn(platform, elsewhere)
    const county = await aPerson(platform, { role: 'inspector', scope: { region: '350000' } })
    const stretches = await stretchesOf(county, 'versions')
    const rows = (kind: string) => stretches.find((stretch) => stretch.kind === kind)?.rows
    expect([rows('site'), rows('column'), rows('hit')]).toEqual([1, 1, 0])
    const cursor = await cursorOf(county)
    await aColumn(platform, site)
    expect((await column(county, cursor))?.changed).toEqual([])
  })

  it('are refused for other rights, another database, nonsense and without a session', async () => {
    const cursor = await cursorOf(admin)
    const county = await aPerson(platform, { role: 'editor', scope: { region: '350000' } })
    expect(await ask(county, { cursor, of: 'versions' })).toMatchObject({ status: 409, body: { code: 'incompatible' } })
    expect(await ask(admin, { cursor: 'bm9uc2Vuc2U', of: 'versions' })).toMatchObject({ status: 400 })
    expect(await ask(admin, { cursor, of: 'secrets' })).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(await ask(admin, { cursor, of: 'versions', kind: 'password' })).toMatchObject({ status: 400 })
    expect(await ask(admin, { cursor, of: 'versions', limit: 0 })).toMatchObject({ status: 400 })
    const stranger = await fetch(`${platform.url}/v1/digests?of=versions&cursor=${cursor}`)
    expect(stranger.status).toBe(401)
  })
})
