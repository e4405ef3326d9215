import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Console } from '#core/console'
import type { Column } from '#shared/contract/column'
import { insertEntities } from '#platform/database/entity-rows'
import { createPlatform, type RunningPlatform } from '#platform/server'
import { aColumn, aSite, aUnit, ids, testId } from '#tests/builders'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

/** A platform whose database goes back to what it was. */
let database: TestDatabase
let platform: RunningPlatform
let address: string
let folders: string[]
let consoles: Console[]

const second = aColumn({ id: testId(600), name: '政策解读' })
const ownerBefore = second.owner

async function start(databaseUrl: string): Promise<void> {
  platform = await createPlatform({ databaseUrl, log: { level: 'silent' } })
  address = await platform.listen({ port: Number(address ? new URL(address).port : 0) })
}

async function administer(...statements: readonly string[]): Promise<void> {
  const server = new URL(database.url)
  server.pathname = '/postgres'
  const client = new pg.Client({ connectionString: server.href })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const name = () => new URL(database.url).pathname.slice(1)

async function backUp(): Promise<void> {
  await platform.close()
  await administer(`create database ${name()}_backup template ${name()}`)
  await start(database.url)
}

async function restore(): Promise<void> {
  await platform.close()
  await administer(`drop database ${name()} with (force)`, `alter database ${name()}_backup rename to ${name()}`)
  await start(database.url)
}

async function openConsole(login = 'operator'): Promise<Console> {
  const folder = await temporaryFolder()
  const console = quietConsole(folder)
  folders.push(folder)
  consoles.push(console)
  await signIn(console, address, login)
  await console.desk['sync.now']({})
  return console
}

/** Until nothing is left to be found out: a pass that learns of the restore is followed by those that deal with it. */
async function settled(console: Console): Promise<void> {
  for (let passes = 0; passes < 4; passes++) await console.desk['sync.now']({})
}

const ownerChange = (owner: string, columnId = ids.column) => ({
  type: 'column.change',
  args: { columnId, siteId: ids.site, batchId: null, set: { owner } },
})
const change = async (console: Console, owner: string, columnId = ids.column) => {
  await console.desk['commands.submit'](ownerChange(owner, columnId))
  await console.desk['sync.now']({})
}
const ownerIn = async (console: Console, id = ids.column) =>
  ((await console.desk['rows.get']({ kind: 'column', id })) as Column).owner
const ownersOnPlatform = async () =>
  (await platform.platform.db.selectFrom('column').select('owner').orderBy('id').execute()).map(({ owner }) => owner)
const outcomesOnPlatform = async () =>
  (await platform.platform.db.selectFrom('commandOutcome').select('id').execute()).length

beforeEach(async () => {
  address = ''
  database = await createTestDatabase()
  await start(database.url)
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn(), second])
  await addOperator({ ...platform }, ['province-admin'])
  await addOperator({ ...platform }, ['province-admin'], { id: testId(500), login: 'second', name: '李二' })
  await addOperator({ ...platform }, ['province-admin'], { id: testId(501), login: 'third', name: '王三' })
  folders = []
  consoles = []
})
afterEach(async () => {
  await Promise.all(consoles.map((console) => console.close()))
  await platform.close()
  await database.drop()
  await Promise.all(folders.map(removeFolder))
})

describe('after the platform was restored from a backup', () => {
  it('what it had applied since is applied again, once and in order, though nothing new was done', async () => {
    const console = await openConsole()
    await change(console, '甲负责')
    await backUp()
    await change(console, '乙负责')
    await change(console, '丙负责')
    await change(console, '丁解读', second.id)
    await restore()
    expect(await ownersOnPlatform()).toEqual(['甲负责', second.owner])

    await settled(console)
    expect(await ownersOnPlatform()).toEqual(['丙负责', '丁解读'])
    expect(await outcomesOnPlatform()).toBe(4)
    expect(await ownerIn(console)).toBe('丙负责')
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
  })

  it('what somebody else did on the restored platform is not overridden: it ends in 待处理 with both versions', async () => {
    const console = await openConsole()
    await backUp()
    await change(console, '乙负责')
    await restore()
    const other = await openConsole('second')
    await change(other, '他人负责')

    await settled(console)
    expect(await ownersOnPlatform()).toEqual(['他人负责', second.owner])
    expect(await ownerIn(console)).toBe('他人负责')
    const [parked] = await console.desk['outbox.list']({})
    expect(parked).toMatchObject({ state: 'parked', refusal: { result: 'conflict' } })
    expect(parked?.refusal?.theirs).toMatchObject([{ owner: '他人负责' }])
  })

  it('what was decided on something that was lost is not applied over somebody else’s version of the same number', async () => {
    const console = await openConsole()
    await backUp()
    await change(console, '乙负责')
    await change(console, '丙负责')
    await restore()
    const other = await openConsole('second')
    await change(other, '他人负责')

    await settled(console)
    expect(await ownersOnPlatform()).toEqual(['他人负责', second.owner])
    expect(await console.desk['outbox.list']({})).toMatchObject([{ state: 'parked' }, { state: 'parked' }])
  })

  it('what was decided before anybody here heard of it is not applied over a version of the same number', async () => {
    const [first, second] = [await openConsole(), await openConsole('second')]
    await backUp()
    await change(first, '乙负责')
    await first.desk['sync.now']({})
    await second.desk['sync.now']({})
    expect(await ownerIn(second)).toBe('乙负责')
    await restore()
    await change(await openConsole('third'), '他人负责')

    await second.desk['commands.submit'](ownerChange('丙负责'))
    await settled(second)
    await settled(first)
    expect(await ownersOnPlatform()).toEqual(['他人负责', ownerBefore])
    expect(await second.desk['outbox.list']({})).toMatchObject([{ state: 'parked', refusal: { result: 'conflict' } }])
    expect(await first.desk['outbox.list']({})).toMatchObject([{ state: 'parked', refusal: { result: 'conflict' } }])
  })

  it('what was lost goes again only on what it was decided on, though the version is the same', async () => {
    const [first, second] = [await openConsole(), await openConsole('second')]
    await backUp()
    await change(first, '乙负责')
    await first.desk['sync.now']({})
    await second.desk['sync.now']({})
    await change(second, '丙负责')
    await restore()
    await change(await openConsole('third'), '他人负责')

    await settled(second)
    expect(await ownersOnPlatform()).toEqual(['他人负责', ownerBefore])
    expect(await second.desk['outbox.list']({})).toMatchObject([{ state: 'parked', refusal: { result: 'conflict' } }])
  })

  it('what waits goes after what was lost, in the order in which it was done', async () => {
    const console = await openConsole()
    await change(console, '甲负责')
    await backUp()
    await change(console, '乙负责')
    await restore()
    await console.desk['commands.submit'](ownerChange('丙负责'))
    await settled(console)
    expect(await ownersOnPlatform()).toEqual(['丙负责', second.owner])
    expect(await outcomesOnPlatform()).toBe(3)
    expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
  })

  it('nothing is done again where the backup already held it', async () => {
    const console = await openConsole()
    await change(console, '甲负责')
    await backUp()
    await restore()
    await settled(console)
    expect(await outcomesOnPlatform()).toBe(1)
    expect(await ownerIn(console)).toBe('甲负责')
  })
})
