import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql, type Kysely } from 'kysely'
import { connectDatabase } from '#platform/database/connect'
import { entityTables } from '#platform/database/entity-tables'
import { establishIncarnation } from '#platform/database/identity'
import { migrate } from '#platform/database/migrate'
import type { Database } from '#platform/database/schema'
import { migrations } from '#platform/migrations'
import { createPlatform } from '#platform/server'
import { startPlatform } from '#platform/start'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'

let database: TestDatabase
let db: Kysely<Database>
beforeAll(async () => {
  database = await createTestDatabase()
  db = connectDatabase(database.url)
  await migrate(db)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const options = () => ({ databaseUrl: database.url, log: { level: 'silent' } })

describe('migrations', () => {
  it('make a table for every kind of entity, with exactly its fields in their types', async () => {
    const { rows } = await sql<{ table: string; column: string; type: string }>`
      select table_name as table, column_name as column, data_type as type
      from information_schema.columns where table_schema = 'public'`.execute(db)
    const tracked = ['tx', 'seq', 'deleted']
    const typeNames: Record<string, string> = { timestamptz: 'timestamp with time zone' }
    for (const { table, columns } of Object.values(entityTables)) {
      const there = rows.filter((row) => row.table === table && !tracked.includes(row.column))
      const wanted = columns.map(({ column, type }) => `${column} ${typeNames[type] ?? type}`)
      expect(there.map(({ column, type }) => `${column} ${type}`).sort(), table).toEqual(wanted.sort())
    }
  })

  it('are applied once, also by two platforms that start together', async () => {
    const fresh = await createTestDatabase()
    const one = connectDatabase(fresh.url)
    const other = connectDatabase(fresh.url)
    await Promise.all([migrate(one), migrate(other)])
    const { rows } = await sql<{ count: number }>`select count(*) as count from schema_migration`.execute(one)
    expect(rows[0]?.count).toBe(migrations.length)
    await Promise.all([one.destroy(), other.destroy()])
    await fresh.drop()
  })

  it('that fail leave nothing behind and say which one it was', async () => {
    const broken = [...migrations, { name: '9990-broken', up: 'create table half (id integer); select 1 / 0' }]
    await expect(migrate(db, broken)).rejects.toThrow(/9990-broken.*division by zero/)
    const { rows } = await sql<{ half: string | null }>`select to_regclass('half')::text as half`.execute(db)
    expect(rows[0]?.half).toBeNull()
  })

  it('refuse a database of a newer build', async () => {
    await sql`insert into schema_migration (name) values ('9999-from-the-future')`.execute(db)
    await expect(createPlatform(options())).rejects.toMatchObject({ code: 'incompatible' })
    await sql`delete from schema_migration where name = '9999-from-the-future'`.execute(db)
  })
})

describe('the incarnation', () => {
  it('stays while the database stays, and differs once it was restored elsewhere', async () => {
    const first = await establishIncarnation(db)
    expect(await establishIncarnation(db)).toBe(first)
    await sql`update platform_identity set place = 'another cluster'`.execute(db)
    const second = await establishIncarnation(db)
    expect(second).not.toBe(first)
    expect(await establishIncarnation(db)).toBe(second)
  })
})

describe('starting', () => {
  it('says so when no PostgreSQL answers', async () => {
    const nowhere = {
      databaseUrl: 'postgres://x:y@127.0.0.1:1/z',
      dataDir: '/nowhere',
      port: 0,
      log: { level: 'silent' },
    }
    await expect(startPlatform(nowhere)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('says so when the port is taken, and closes what it had opened', async () => {
    const first = await startPlatform({ ...options(), dataDir: '/unused', port: 0 })
    const second = startPlatform({ ...options(), dataDir: '/unused', port: first.port })
    await expect(second).rejects.toMatchObject({ code: 'unavailable' })
    expect((await fetch(`${first.url}/v1/health`)).status).toBe(200)
    await Promise.all([first.close(), first.close()])
    await expect(fetch(`${first.url}/v1/health`)).rejects.toThrow()
  })
})
