import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { projectUrl } from '#shared/contract/surroundings'
import type { Session } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import { connectDatabase } from '#platform/database/connect'
import type { Database } from '#platform/database/schema'
import { migrations } from '#platform/migrations'
import { freePorts } from '#tests/e2e/harness/platform-process'
import { password, quietConsole, removeFolder, signIn, temporaryFolder } from '#tests/integration/core/surroundings'
import { startedPlatform, type PlatformChild } from '#tests/integration/kills/platform-child'
import { createWorld, type World } from '#tests/integration/kills/world'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startBalancer, type Balancer } from './balancer'
import { ownerChange, Person } from './surroundings'

const pathOf = (file: string) => fileURLToPath(projectUrl(file))

let database: TestDatabase
let db: Kysely<Database>
let children: PlatformChild[]
let urls: string[]
let world: World
let balancer: Balancer

// Both start at once on an empty database, so both want to migrate it.
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [pathOf('build/setup/ensure-built.mjs'), 'kills'])
  database = await createTestDatabase()
  const ports = await freePorts(2)
  urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const script = pathOf('out/kills/zhanqun.mjs')
  const start = (port: number) => startedPlatform({ script, databaseUrl: database.url, port })
  children = await Promise.all(ports.map(start))
  db = connectDatabase(database.url)
  world = await createWorld(db, { operators: 4, inReview: 0, days: 0 })
  balancer = await startBalancer(urls)
})
afterAll(async () => {
  await balancer.stop()
  await Promise.all(children.map((child) => child.kill()))
  await db.destroy()
  await database.drop()
})

const at = (which: number) => urls[which] ?? ''
const operatorAt = (n: number) => {
  const operator = world.operators[n]
  if (!operator) throw new RangeError('there is no such operator')
  return operator
}
const columnAt = (n: number): Column => {
  const column = world.columns[n]
  if (!column) throw new RangeError('there is no such column')
  return column
}

/** A person who speaks to whichever platform is named. */
class Traveller extends Person {
  constructor(n: number, which = 0) {
    super({ url: at(which) }, operatorAt(n))
  }

  goTo(which: number): void {
    this.platform = { url: at(which) }
  }
}

const ownerOf = async ({ id }: Column) =>
  await db.selectFrom('column').select(['owner', 'version']).where('id', '=', id).executeTakeFirst()
const effectsOf = async (id: string) =>
  (await db.selectFrom('auditEntry').select('id').where('id', '=', id).execute()).length

describe('two platforms on one database', () => {
  it('migrated it once between them, and are one incarnation', async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from schema_migration`.execute(db)
    expect(rows[0]?.count).toBe(migrations.length)
    const healths = await Promise.all(urls.map(async (url) => (await fetch(`${url}/v1/health`)).json()))
    const [one, other] = healths as { incarnation: string }[]
    expect(one?.incarnation).toBe(other?.incarnation)
  })

  it('know each other’s sessions: signed in, renewed and signed out on either', async () => {
    const person = new Traveller(0)
    await person.signIn(password)
    person.goTo(1)
    expect((await person.get('/v1/snapshot')).status).toBe(200)
    const refreshToken = person.session?.refreshToken
    const renewed = await person.post<Session>('/v1/sessions/refresh', { refreshToken })
    expect(renewed.status).toBe(200)
    person.session = renewed.body
    person.goTo(0)
    expect((await person.get('/v1/snapshot')).status).toBe(200)
    // The first one was used up on the other platform.
    expect((await person.post('/v1/sessions/refresh', { refreshToken })).status).toBe(401)
    expect((await person.get('/v1/snapshot')).status).toBe(401)
  })

  it('count failed sign-ins together', async () => {
    const person = new Traveller(3)
    const tries: number[] = []
    for (let n = 0; n < 6; n += 1) {
      person.goTo(n % 2)
      tries.push((await person.signIn('a guess')).status)
    }
    expect(tries).toEqual([401, 401, 401, 401, 401, 423])
  })

  it('answer a command that is sent again to the other one as it was answered first', async () => {
    const person = new Traveller(0)
    await person.signIn(password)
    const column = columnAt(0)
    const command = person.command(...ownerChange(column, '陈晓'))
    const first = await person.send(command)
    person.goTo(1)
    const second = await person.send(command)
    expect(second.body.outcomes).toEqual(first.body.outcomes)
    expect(await ownerOf(column)).toEqual({ owner: '陈晓', version: 2 })
    expect(await effectsOf(command.id)).toBe(1)
  })

  it('apply a command once that reaches both at the same time', async () => {
    const one = new Traveller(0)
    await one.signIn(password)
    const commands = world.columns.slice(1, 13).map((column) => one.command(...ownerChange(column, '林岚')))
    const other = new Traveller(0, 1)
    Object.assign(other, { session: one.session, device: one.device })
    const send = async (person: Person) => (await person.send(...commands)).body.outcomes
    const [first, second] = await Promise.all([send(one), send(other)])
    expect(second).toEqual(first)
    const rows = await Promise.all(world.columns.slice(1, 13).map(ownerOf))
    expect(rows).toEqual(rows.map(() => ({ owner: '林岚', version: 2 })))
  })

  it('show each what was changed on the other, in one feed', async () => {
    const [writer, reader] = [new Traveller(0, 0), new Traveller(1, 1)]
    await Promise.all([writer.signIn(password), reader.signIn(password)])
    const { cursor } = (await reader.get<{ cursor: string }>('/v1/snapshot')).body
    await writer.outcomeOf(...ownerChange(columnAt(13), '周密'))
    const page = await reader.get<{ changes: { entity: { id: string } }[] }>(`/v1/changes?limit=10&cursor=${cursor}`)
    expect(page.body.changes.map(({ entity }) => entity.id)).toContain(columnAt(13).id)
  })
})

describe('consoles behind a balancer over two platforms', () => {
  it('have everything applied exactly once, also where an answer was lost and the other platform is asked again', async () => {
    const folders = await Promise.all([temporaryFolder(), temporaryFolder()])
    const consoles = folders.map((folder) => quietConsole(folder))
    try {
      await Promise.all(consoles.map((console, n) => signIn(console, balancer.url, operatorAt(n + 1).login)))
      const done = await Promise.all(consoles.map((console, n) => workAt(console, n)))
      await Promise.all(consoles.map(settled))
      for (const { columns, owner } of done)
        for (const column of columns) expect(await ownerOf(column)).toEqual({ owner, version: 2 })
      for (const id of done.flatMap(({ commands }) => commands)) expect(await effectsOf(id)).toBe(1)
      expect(balancer.movedOver).toBeGreaterThan(10)
    } finally {
      await Promise.all(consoles.map((console) => console.close()))
      await Promise.all(folders.map(removeFolder))
    }
  })

  /** Changes columns of its own, and loses every third answer. */
  async function workAt(console: Console, n: number) {
    const columns = world.columns.slice(20 + n * 20, 40 + n * 20)
    const owner = `第${n}席的负责人`
    const commands: string[] = []
    await console.desk['sync.now']({})
    for (const [index, { id: columnId, siteId }] of columns.entries()) {
      if (index % 3 === 0) balancer.loseAnswer('/v1/commands')
      const args = { columnId, siteId, batchId: null, set: { owner } }
      commands.push((await console.desk['commands.submit']({ type: 'column.change', args })).id)
      await console.desk['sync.now']({})
    }
    return { columns, owner, commands }
  }

  async function settled(console: Console): Promise<void> {
    await console.desk['sync.now']({})
    const status = await console.desk['sync.now']({})
    expect(status).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
  }
})

describe('one of two platforms that is killed', () => {
  it('leaves sessions, queue and work to the other one', async () => {
    const person = new Traveller(0)
    await person.signIn(password)
    const column = columnAt(14)
    const command = person.command(...ownerChange(column, '陈晓'))
    await Promise.all([person.send(command).catch(() => undefined), children[0]?.kill()])
    person.goTo(1)
    expect((await person.send(command)).body.outcomes).toMatchObject([{ result: 'applied' }])
    expect(await ownerOf(column)).toEqual({ owner: '陈晓', version: 2 })
    expect(await effectsOf(command.id)).toBe(1)
  })
})
