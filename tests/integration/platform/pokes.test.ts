import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectDatabase } from '#platform/database/connect'
import { migrate } from '#platform/database/migrate'
import { migrations } from '#platform/migrations'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import {
  aColumn,
  aPerson,
  aSite,
  ownerChange,
  Person,
  province,
  startTestPlatform,
  type TestPlatform,
} from './surroundings'

const patience = 5_000
const heartbeatMs = 40

let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

let platform: TestPlatform
let admin: Person
beforeEach(async () => {
  platform = await startTestPlatform({ heartbeatMs })
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
})
afterEach(() => platform.stop())

/** An open stream of pokes, read as it comes. */
class Stream {
  text = ''
  readonly ended: Promise<void>
  private heard: () => void = () => undefined

  private constructor(response: Response) {
    this.ended = this.follow(response)
  }

  static async open({ session }: Pick<Person, 'session'>, url = platform.url): Promise<Stream> {
    const headers = { authorization: `Bearer ${session?.accessToken ?? ''}` }
    const response = await fetch(`${url}/v1/pokes`, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    return new Stream(response)
  }

  private async follow(response: Response): Promise<void> {
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) {
      this.text += decoder.decode(part as Uint8Array, { stream: true })
      this.heard()
    }
  }

  pokes = () => this.text.split('event: poke\ndata: changed\n\n').length - 1
  heartbeats = () => this.text.split(':\n\n').length - 1

  /** Resolves as soon as what came fits. */
  async until(fits: (stream: this) => boolean): Promise<void> {
    const late = AbortSignal.timeout(patience)
    while (!fits(this)) {
      if (late.aborted) throw new Error(`never came; there was ${JSON.stringify(this.text)}`)
      await new Promise<void>((resolve) => {
        this.heard = resolve
        late.addEventListener('abort', () => resolve())
      })
    }
  }
}

const connections = sql<{ pid: number }>`select pid from pg_stat_activity
  where application_name = 'zhanqun pokes' and datname = current_database() and query = 'listen feed_changed'`

/** The first stream of a process, once that hears what is committed. */
async function listening(person = admin, url = platform.url): Promise<Stream> {
  const stream = await Stream.open(person, url)
  await vi.waitUntil(async () => (await connections.execute(platform.platform.db)).rows.length > 0)
  await stream.until(({ pokes }) => pokes() >= 1)
  return stream
}

describe('the stream of pokes', () => {
  it('is refused to who is not signed in', async () => {
    const answer = await new Person(platform, admin.operator).get('/v1/pokes')
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })

  it('tells of a command as soon as it was committed, and nothing of what it changed', async () => {
    const column = await aColumn(platform, await aSite(platform))
    const stream = await listening()
    const before = stream.pokes()
    expect(await admin.outcomeOf(...ownerChange(column, '孙负责'))).toMatchObject({ result: 'applied' })
    await stream.until(({ pokes }) => pokes() > before)
    expect(stream.text.replace(/event: poke\ndata: changed\n\n|:\n\n|retry: 3000\n\n/g, '')).toBe('')
  })

  it('tells of what another platform process on the same database committed', async () => {
    const other = await startTestPlatform({ databaseUrl: platform.database.url })
    const column = await aColumn(platform, await aSite(platform))
    const stream = await listening(admin, other.url)
    const before = stream.pokes()
    await admin.outcomeOf(...ownerChange(column, '孙负责'))
    await stream.until(({ pokes }) => pokes() > before)
    await other.stop()
  })

  it('tells again once the transaction has ended that kept a commit out of the feed', async () => {
    const site = await aSite(platform)
    const outside = connectDatabase(platform.database.url)
    const stream = await listening()
    const cursorBefore = (await admin.get<{ cursor: string }>('/v1/snapshot')).body.cursor
    const pulled = async () =>
      (await admin.get<{ changes: unknown[] }>(`/v1/changes?cursor=${cursorBefore}`)).body.changes
    await outside.transaction().execute(async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx)
      await aColumn(platform, site)
      expect(await pulled()).toEqual([])
    })
    const before = stream.pokes()
    await stream.until(({ pokes }) => pokes() > before)
    expect(await pulled()).toHaveLength(1)
    await outside.destroy()
  })

  it('sends few pokes for many commits', async () => {
    const site = await aSite(platform)
    const stream = await listening()
    const [before, begun] = [stream.pokes(), performance.now()]
    for (let commit = 0; commit < 60; commit += 1) await aColumn(platform, site)
    await stream.until(({ pokes }) => pokes() > before)
    expect(stream.pokes() - before).toBeLessThanOrEqual(2 + (performance.now() - begun) / 50)
  })

  it('shows that it lives while nothing happens', async () => {
    const stream = await listening()
    const [beats, pokes] = [stream.heartbeats(), stream.pokes()]
    await stream.until(({ heartbeats }) => heartbeats() >= beats + 3)
    expect(stream.pokes()).toBe(pokes)
  })

  it('goes on after the connection to the database broke', async () => {
    const site = await aSite(platform)
    const stream = await listening()
    const before = stream.pokes()
    const [connection] = (await connections.execute(platform.platform.db)).rows
    await sql`select pg_terminate_backend(${connection?.pid})`.execute(platform.platform.db)
    await aColumn(platform, site)
    await stream.until(({ pokes }) => pokes() > before)
    const again = stream.pokes()
    await aColumn(platform, site)
    await stream.until(({ pokes }) => pokes() > again)
  })

  it.each([
    ['signs out', () => admin.ask('DELETE', '/v1/sessions/current')],
    ['has an access token that ran out', async () => platform.sleep(11 * 60_000)],
    [
      'is no operator any more',
      () => sql`update operator set deleted = true where id = ${admin.operator.id}`.execute(platform.platform.db),
    ],
  ])('ends when who listens %s', async (_, leave) => {
    const stream = await listening()
    await leave()
    await stream.ended
  })

  it('ends the oldest one of an operator who opens too many', async () => {
    const oldest = await Stream.open(admin)
    const others = [] as Stream[]
    for (let count = 0; count < 8; count += 1) others.push(await Stream.open(admin))
    await oldest.ended
    const [second] = others
    const beats = second?.heartbeats() ?? 0
    await second?.until(({ heartbeats }) => heartbeats() > beats)
  })

  it('does not hold up closing', async () => {
    const other = await startTestPlatform({ databaseUrl: platform.database.url })
    const streams = await Promise.all([1, 2, 3].map(() => Stream.open(admin, other.url)))
    const begun = performance.now()
    await other.close()
    expect(performance.now() - begun).toBeLessThan(2_000)
    await Promise.all(streams.map(({ ended }) => ended))
    await expect(fetch(`${other.url}/v1/health`)).rejects.toThrow()
    await other.database.drop()
  })
})

describe('a database from before there were pokes', () => {
  it('has every table of entities told of afterwards', async () => {
    const fresh = await createTestDatabase()
    const db = connectDatabase(fresh.url)
    await migrate(
      db,
      migrations.filter(({ name }) => name < '0090'),
    )
    await migrate(db)
    const tablesWith = async (trigger: string) =>
      (
        await sql<{ name: string }>`select tgrelid::regclass::text as name from pg_trigger
          where tgname = ${trigger} order by 1`.execute(db)
      ).rows
    const stamped = await tablesWith('stamp_change')
    expect(stamped.length).toBeGreaterThan(10)
    expect(await tablesWith('tell_change')).toEqual(stamped)
    await db.destroy()
    await fresh.drop()
  })
})
