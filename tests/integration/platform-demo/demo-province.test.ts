import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sm3Hex } from '#shared/signing/sm3'
import { verifyDocument } from '#shared/signing/verify-document'
import { readEntities } from '#platform/database/entity-rows'
import { createDemoProvince, isUnused, setPagesAddress } from '#platform/demo/create'
import { demoPassword } from '#platform/demo/operators'
import type { DemoCounts } from '#platform/demo/store/filling'
import { passwordFits } from '#platform/sessions/passwords'
import { createDemoDatabase, type DemoDatabase } from './demo-database'

const scale = 0.1
let database: DemoDatabase
let counts: Readonly<DemoCounts>
const heard: string[] = []

beforeAll(async () => {
  database = await createDemoDatabase()
  expect(await isUnused(database.db)).toBe(true)
  counts = await createDemoProvince(database.db, { scale, now: new Date(), progress: (text) => heard.push(text) })
})
afterAll(() => database.drop())

const numberOf = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(database.db)).rows[0]?.n

it('stores as many rows as it says and tells how far it is', async () => {
  expect(counts).toMatchObject({ site: 97, region: 122, operator: 12, signOff: 13, inspectionDay: 14 })
  expect(await numberOf(sql`select count(*) as n from article`)).toBe(counts.article)
  expect(await numberOf(sql`select count(*) as n from "column"`)).toBe(counts.column)
  expect(await numberOf(sql`select count(*) as n from hit`)).toBe(counts.hit)
  expect(heard.at(-1)).toBe('演示省已建立')
})

it('refuses to make a second province beside the first', async () => {
  expect(await isUnused(database.db)).toBe(false)
  const second = createDemoProvince(database.db, { scale, now: new Date() })
  await expect(second).rejects.toMatchObject({ code: 'rule' })
})

it('keeps the text of every published article once, under its digest', async () => {
  const missing = sql<{ n: number }>`
    select count(*) as n from article left join library_text on hash = published_hash
    where published_hash is not null and hash is null`
  expect(await numberOf(missing)).toBe(0)
  const text = await database.db.selectFrom('libraryText').selectAll().limit(1).executeTakeFirstOrThrow()
  expect(sm3Hex(text.body)).toBe(text.hash)
})

it('keeps the bytes of every attachment', async () => {
  const missing = sql<{ n: number }>`
    select count(*) as n from article, jsonb_array_elements(attachments) a
    left join attachment_content on hash = a ->> 'hash'
    where hash is null or length(bytes) <> (a ->> 'bytes')::int`
  expect(await numberOf(missing)).toBe(0)
  expect(await numberOf(sql`select count(*) as n from article where attachments <> '[]'`)).toBeGreaterThan(100)
})

it('lets an operator sign in with the demo password', async () => {
  const [signer] = await readEntities(database.db, 'operator', sql`login = 'weizhengguo'`)
  const stored = await database.db
    .selectFrom('operatorPassword')
    .select('hash')
    .where('operatorId', '=', signer?.id ?? '')
    .executeTakeFirstOrThrow()
  expect(await passwordFits(stored.hash, demoPassword)).toBe(true)
})

it('keeps signed days whose documents verify as they come back', async () => {
  const signOffs = await readEntities(database.db, 'signOff', sql`true`)
  expect(signOffs.flatMap(({ document }) => verifyDocument(document))).toEqual([])
  const days = await readEntities(database.db, 'inspectionDay', sql`state = 'signed'`)
  expect(days.map(({ signOffId }) => signOffId).sort()).toEqual(signOffs.map(({ id }) => id).sort())
})

it('points the inspection plan at the public pages, once for the same address', async () => {
  const planOf = async () => (await readEntities(database.db, 'inspectionPlan', sql`true`))[0]
  await setPagesAddress(database.db, '127.0.0.1:8081')
  const pointed = await planOf()
  await setPagesAddress(database.db, '127.0.0.1:8081')
  expect(pointed?.hosts).toEqual({ '*': '127.0.0.1:8081' })
  expect((await planOf())?.version).toBe(pointed?.version)
})

it('leaves a plan alone that sends single hosts elsewhere', async () => {
  await sql`update inspection_plan set hosts = '{"www.landu.gov.example": "127.0.0.1:9"}'`.execute(database.db)
  await setPagesAddress(database.db, '127.0.0.1:8082')
  const [plan] = await readEntities(database.db, 'inspectionPlan', sql`true`)
  expect(plan?.hosts).toEqual({ 'www.landu.gov.example': '127.0.0.1:9' })
})

it('stores nothing at all where making it fails midway', async () => {
  const other = await createDemoDatabase()
  const fails = createDemoProvince(other.db, {
    scale,
    now: new Date(),
    progress: (text) => {
      if (text.includes('待审')) throw new Error('stopped')
    },
  })
  await expect(fails).rejects.toThrow('stopped')
  expect(await isUnused(other.db)).toBe(true)
  await other.drop()
})
