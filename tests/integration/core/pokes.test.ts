import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Console } from '#core/console'
import type { Column } from '#shared/contract/column'
import { insertEntities } from '#platform/database/entity-rows'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids, testId } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, statusWhere, temporaryFolder } from './surroundings'

const wellUnderASecond = 700
let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

let platform: TestPlatform
let line: FaultyLine
let folders: string[]
let consoles: Console[]
beforeEach(async () => {
  platform = await startTestPlatform({ heartbeatMs: 100 })
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn()])
  await addOperator(platform, ['province-admin'])
  await addOperator(platform, ['province-admin'], { id: testId(500), login: 'second', name: '李二' })
  line = await startFaultyLine(platform.url)
  folders = []
  consoles = []
})
afterEach(async () => {
  await Promise.all(consoles.map((console) => console.close()))
  await line.stop()
  await platform.stop()
  await Promise.all(folders.map(removeFolder))
})

/** A console that hardly ever polls: what it learns in a test, it was poked for. */
async function openConsole(login: string, url: string, pollMs = 3_600_000): Promise<Console> {
  const dataDir = await temporaryFolder()
  folders.push(dataDir)
  const console = quietConsole(dataDir, { pokes: true, pollMs })
  consoles.push(console)
  await signIn(console, url, login)
  await statusWhere(console, ({ state, syncedTo }) => state === 'online' && syncedTo !== null)
  return console
}

const streamsAsked = () => line.asked.filter((path) => path === 'GET /v1/pokes').length
const listeners = (to: TestPlatform = platform) =>
  vi.waitUntil(async () => {
    const { rows } = await sql`select from pg_stat_activity where query = 'listen feed_changed'
      and datname = (select current_database())`.execute(to.platform.db)
    return rows.length > 0
  })

/** The console listens, and has asked for what came before it did. */
async function listening(console: Console, streams = 1): Promise<void> {
  await vi.waitUntil(() => streamsAsked() >= streams)
  await listeners()
  await console.desk['sync.now']({})
}

const changeOwner = async (console: Console, owner: string) =>
  console.desk['commands.submit']({
    type: 'column.change',
    args: { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner } },
  })
const ownerIn = async (console: Console) =>
  ((await console.desk['rows.get']({ kind: 'column', id: ids.column })) as Column).owner

/** Resolves when the owner arrives, with how long that took. */
function arrival(console: Console, owner: string): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${owner} never arrived`)), 15_000)
    const stop = console.events.subscribe((topic) => {
      if (topic === 'changed') void look()
    })
    async function look(): Promise<void> {
      if ((await ownerIn(console)) !== owner) return
      stop()
      clearTimeout(late)
      resolve(performance.now() - begun)
    }
    void look()
  })
}

describe('a console that is poked', () => {
  it('has the change of another one well within a second, without polling', async () => {
    const theirs = await openConsole('second', platform.url)
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    for (const owner of ['甲负责', '乙负责', '丙负责']) {
      const arrived = arrival(mine, owner)
      await changeOwner(theirs, owner)
      expect(await arrived).toBeLessThan(wellUnderASecond)
    }
  })

  it('has what was done at another platform process on the same database', async () => {
    const other = await startTestPlatform({ databaseUrl: platform.database.url })
    const theirs = await openConsole('second', other.url)
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    const arrived = arrival(mine, '甲负责')
    await changeOwner(theirs, '甲负责')
    expect(await arrived).toBeLessThan(wellUnderASecond)
    await Promise.all(consoles.map((console) => console.close()))
    await other.stop()
  })

  it('listens again when the stream was cut, and has what it missed', async () => {
    const theirs = await openConsole('second', platform.url)
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    line.fault('down', '/v1/pokes')
    line.hangUp()
    await vi.waitUntil(() => streamsAsked() >= 2, { timeout: 5_000 })
    await changeOwner(theirs, '甲负责')
    await theirs.desk['sync.now']({})
    const arrived = arrival(mine, '甲负责')
    line.fault('through')
    await arrived
  })

  it('stays in step by polling where no stream comes through', async () => {
    line.fault({ status: 404, type: 'text/html', body: '<html>' }, '/v1/pokes')
    const theirs = await openConsole('second', platform.url)
    const mine = await openConsole('operator', line.url, 200)
    await vi.waitUntil(() => streamsAsked() >= 1)
    const arrived = arrival(mine, '甲负责')
    await changeOwner(theirs, '甲负责')
    await arrived
    expect(await mine.desk['sync.status']({})).toMatchObject({ state: 'online', problem: null })
  })

  it('sends what waits and listens again by itself when the whole line is back', async () => {
    const mine = await openConsole('operator', line.url, 300)
    await listening(mine)
    line.fault('down')
    line.hangUp()
    await changeOwner(mine, '甲负责')
    await statusWhere(mine, ({ state, waiting }) => state === 'offline' && waiting === 1)
    line.fault('through')
    const streams = streamsAsked()
    await statusWhere(mine, ({ state, waiting }) => state === 'online' && waiting === 0)
    await vi.waitUntil(() => streamsAsked() > streams, { timeout: 5_000 })
  })

  it('stops listening when its session is over, and listens again after signing in', async () => {
    const theirs = await openConsole('second', platform.url)
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    await sql`update session set ended = true where operator_id = ${ids.operator}`.execute(platform.platform.db)
    await statusWhere(mine, ({ state }) => state === 'sign-in-again')
    const streams = streamsAsked()
    await signIn(mine, line.url)
    await listening(mine, streams + 1)
    const arrived = arrival(mine, '甲负责')
    await changeOwner(theirs, '甲负责')
    expect(await arrived).toBeLessThan(wellUnderASecond)
  })

  it('does not hold up a platform that closes, and says at once that it is offline', async () => {
    const mine = await openConsole('operator', platform.url)
    await listeners()
    const begun = performance.now()
    await platform.app.close()
    expect(performance.now() - begun).toBeLessThan(2_000)
    await statusWhere(mine, ({ state }) => state === 'offline')
    expect(await ownerIn(mine)).toBe(aColumn().owner)
  })
})

describe('a sign that the network is back', () => {
  it.each(['network', 'resume', 'focus'] as const)('has everything tried at once: %s', async (stir) => {
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    line.fault('down')
    line.hangUp()
    await changeOwner(mine, '甲负责')
    await mine.desk['sync.now']({})
    expect(await mine.desk['sync.status']({})).toMatchObject({ state: 'offline', waiting: 1 })
    line.fault('through')
    mine.stir(stir)
    const status = await statusWhere(mine, ({ state, waiting }) => state === 'online' && waiting === 0)
    expect(status).toMatchObject({ problem: null, parked: 0 })
  })

  it('opens another stream, since the old one may be dead without having said so', async () => {
    const mine = await openConsole('operator', line.url)
    await listening(mine)
    mine.stir('focus')
    mine.stir('resume')
    await vi.waitUntil(() => streamsAsked() >= 2)
  })

  it('means nothing while nobody is signed in', async () => {
    const dataDir = await temporaryFolder()
    folders.push(dataDir)
    const console = quietConsole(dataDir, { pokes: true })
    consoles.push(console)
    console.stir('network')
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'signed-out' })
  })
})
