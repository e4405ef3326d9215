import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Console } from '#core/console'
import type { Column } from '#shared/contract/column'
import type { SyncStatus } from '#shared/contract/desk'
import type { EntityKind } from '#shared/contract/entity'
import { insertEntities } from '#platform/database/entity-rows'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids, testId } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const second = testId(500)
let platform: TestPlatform
let line: FaultyLine
let folders: string[]
let consoles: Console[]

// Holds the PostgreSQL of this file while each test has its own database.
let keeper: TestDatabase
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn(), otherColumn])
  await addOperator(platform, ['province-admin'])
  await addOperator(platform, ['province-admin'], { id: second, login: 'second', name: '李二' })
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

const otherColumn = aColumn({ id: testId(600), name: '政策解读' })
const ownerChange = (owner: string, columnId = ids.column) => ({
  type: 'column.change',
  args: { columnId, siteId: ids.site, batchId: null, set: { owner } },
})

async function openConsole(login = 'operator', url = line.url, folder?: string, now = Date.now): Promise<Console> {
  const dataDir = folder ?? (await temporaryFolder())
  folders.push(dataDir)
  const console = quietConsole(dataDir, { now })
  consoles.push(console)
  await signIn(console, url, login)
  await console.desk['sync.now']({})
  return console
}

const columnIn = async (console: Console, id = ids.column) =>
  (await console.desk['rows.get']({ kind: 'column', id })) as Column
const ownersOnPlatform = async () =>
  (await platform.platform.db.selectFrom('column').select(['owner', 'version']).orderBy('id').execute()).map(
    ({ owner, version }) => [owner, version],
  )
const auditsOnPlatform = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from audit_entry`.execute(platform.platform.db)).rows[0]?.n)
const totalOf = async (console: Console, kind: EntityKind) =>
  (await console.desk['rows.list']({ kind, where: {}, search: '', offset: 0, limit: 1 })).total

describe('a command made offline', () => {
  it('shows at once and is applied exactly once when the line is back', async () => {
    const console = await openConsole()
    line.fault('down')
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'offline', waiting: 1 })
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责', version: 3 })

    line.fault('through')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, problem: null })
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
    expect(await auditsOnPlatform()).toBe(1)
  })

  it('is applied once though its answer was lost and it was sent again', async () => {
    const console = await openConsole()
    await console.desk['commands.submit'](ownerChange('孙负责'))
    line.fault('lose-answer', '/v1/commands')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'offline', waiting: 1 })
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责', version: 3 })

    line.fault('through')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责', version: 3 })
  })

  it('is told to the windows at once, and so is what was parked and discarded', async () => {
    const console = await openConsole()
    line.fault('down')
    await console.desk['sync.now']({})
    const told: SyncStatus[] = []
    console.events.subscribe((topic, payload) => topic === 'sync' && told.push(payload as SyncStatus))
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'offline', waiting: 1, parked: 0 }))

    await sql`update "column" set owner = '乙负责' where id = ${ids.column}`.execute(platform.platform.db)
    line.fault('through')
    await console.desk['sync.now']({})
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ waiting: 0, parked: 1 }))
    line.fault('down')
    await console.desk['sync.now']({})
    const [parked] = await console.desk['outbox.list']({})
    await console.desk['outbox.discard']({ id: parked?.id ?? '', reason: '以平台为准' })
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'offline', waiting: 0, parked: 0 }))
  })

  it('survives the end of the console', async () => {
    const console = await openConsole()
    line.fault('down')
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.close()
    const again = quietConsole(folders[0] ?? '')
    consoles.push(again)
    const { online } = await signIn(again, line.url)
    expect(online).toBe(false)
    expect(await columnIn(again)).toMatchObject({ owner: '孙负责' })
    line.fault('through')
    await again.desk['sync.now']({})
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
  })

  it('is refused here when a rule or a right forbids it, and nothing is stored', async () => {
    const console = await openConsole()
    const cases = [
      [ownerChange('孙'), 'rule'],
      [ownerChange('孙负责', testId(999)), 'not-found'],
      [{ type: 'column.change', args: {} }, 'invalid'],
      [{ type: 'column.explode', args: {} }, 'invalid'],
      [{ type: 'day.review', args: { day: '2026-03-02', remark: '' } }, 'forbidden'],
    ] as const
    for (const [submission, code] of cases) {
      const refused = (async () => console.desk['commands.submit'](submission))()
      await expect(refused).rejects.toMatchObject({ code })
    }
    expect(await console.desk['outbox.list']({})).toEqual([])
  })
})

describe('a conflict', () => {
  async function conflict(): Promise<Console> {
    const mine = await openConsole()
    const theirs = await openConsole('second', platform.url)
    line.fault('down')
    await mine.desk['commands.submit'](ownerChange('甲负责'))
    await mine.desk['commands.submit'](ownerChange('甲改后'))
    await mine.desk['commands.submit'](ownerChange('甲另办', otherColumn.id))
    await theirs.desk['commands.submit'](ownerChange('乙负责'))
    await theirs.desk['sync.now']({})
    line.fault('through')
    await mine.desk['sync.now']({})
    return mine
  }

  it('parks the command with both versions and what was decided on it, while the others go on', async () => {
    const mine = await conflict()
    expect(await ownersOnPlatform()).toEqual([
      ['乙负责', 3],
      ['甲另办', 3],
    ])
    const [first, dependent, ...none] = await mine.desk['outbox.list']({})
    expect(none).toEqual([])
    expect(first).toMatchObject({
      state: 'parked',
      refusal: {
        result: 'conflict',
        mine: [{ owner: '甲负责' }],
        theirs: [{ owner: '乙负责', version: 3 }],
      },
    })
    expect(dependent).toMatchObject({ state: 'parked', refusal: { result: 'depends', dependsOn: first?.id } })
    expect(await columnIn(mine)).toMatchObject({ owner: '乙负责', version: 3 })
    expect(await mine.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 2 })
  })

  it('can be made again on the present version, or discarded with a reason', async () => {
    const mine = await conflict()
    const [first, dependent] = await mine.desk['outbox.list']({})
    await mine.desk['outbox.discard']({ id: first?.id ?? '', reason: '以对方为准' })
    await mine.desk['outbox.retry']({ id: dependent?.id ?? '' })
    await mine.desk['sync.now']({})
    expect(await mine.desk['outbox.list']({})).toEqual([])
    expect(await ownersOnPlatform()).toEqual([
      ['甲改后', 4],
      ['甲另办', 3],
    ])
    await expect((async () => mine.desk['outbox.retry']({ id: first?.id ?? '' }))()).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a command that the platform finds malformed', () => {
  it('is parked with the reason, and those behind it move up and are applied', async () => {
    const console = await openConsole()
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['commands.submit'](ownerChange('周负责', otherColumn.id))
    const body = JSON.stringify({ type: 'x', title: '请求内容不符合接口约定', status: 400, code: 'invalid' })
    line.fault({ status: 400, type: 'application/problem+json', body }, '/v1/commands')
    await console.desk['sync.now']({})
    const parked = await console.desk['outbox.list']({})
    expect(parked).toMatchObject([
      { state: 'parked', refusal: { result: 'rejected', message: '请求内容不符合接口约定' } },
      { state: 'parked', refusal: { result: 'rejected' } },
    ])
    expect(await columnIn(console)).toMatchObject({ owner: '钱编辑', version: 2 })

    line.fault('through')
    await console.desk['outbox.retry']({ id: parked[0]?.id ?? '' })
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 1 })
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
  })
})

describe('changes of others', () => {
  it('arrive under a pending command, which keeps its effect on other rows', async () => {
    const mine = await openConsole()
    const theirs = await openConsole('second', platform.url)
    line.fault('down', '/v1/commands')
    await mine.desk['commands.submit'](ownerChange('甲负责'))
    await theirs.desk['commands.submit'](ownerChange('乙负责', otherColumn.id))
    await theirs.desk['sync.now']({})
    await mine.desk['sync.now']({})
    expect(await columnIn(mine)).toMatchObject({ owner: '甲负责' })
    expect(await columnIn(mine, otherColumn.id)).toMatchObject({ owner: '乙负责' })
    expect(await mine.desk['sync.status']({})).toMatchObject({ waiting: 1 })
  })

  it('take a pending effect back where they changed what it was decided on', async () => {
    const mine = await openConsole()
    const theirs = await openConsole('second', platform.url)
    line.fault('down', '/v1/commands')
    await mine.desk['commands.submit'](ownerChange('甲负责'))
    await theirs.desk['commands.submit'](ownerChange('乙负责'))
    await theirs.desk['sync.now']({})
    await mine.desk['sync.now']({})
    expect(await columnIn(mine)).toMatchObject({ owner: '乙负责' })
    expect(await mine.desk['outbox.list']({})).toMatchObject([{ state: 'waiting' }])
  })
})

describe('a platform that answers nonsense', () => {
  it.each([
    ['a page of a proxy', { status: 200, type: 'text/html', body: '<html>请登录</html>' }],
    ['JSON of another product', { status: 200, type: 'application/json', body: '{"ok":true}' }],
    ['half an answer', { status: 200, type: 'application/json', body: '{"changes":[' }],
    ['an error that is no problem document', { status: 500, type: 'text/plain', body: 'Oops' }],
  ])('leaves everything as it is: %s', async (_, fault) => {
    const console = await openConsole()
    await console.desk['commands.submit'](ownerChange('孙负责'))
    line.fault(fault)
    await console.desk['sync.now']({})
    const status = await console.desk['sync.status']({})
    expect(status).toMatchObject({ state: 'offline', waiting: 1, parked: 0 })
    expect(status.problem).toMatch(/无法识别/)
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责' })
    line.fault('through')
    await console.desk['sync.now']({})
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
  })

  it('is not asked again and again when its feed does not get on', async () => {
    const console = await openConsole()
    const cursors: (string | null)[] = []
    line.fault(({ searchParams }) => {
      const cursor = searchParams.get('cursor')
      cursors.push(cursor)
      return { changes: [], cursor, caughtUpTo: new Date().toISOString(), more: true }
    }, '/v1/changes')
    await console.desk['sync.now']({})
    expect(cursors).toHaveLength(1)
    expect(await console.desk['sync.status']({})).toMatchObject({
      state: 'offline',
      problem: expect.stringContaining('无法识别') as string,
    })
  })

  it('is named as too new when it no longer speaks this schema', async () => {
    const console = await openConsole()
    const body = JSON.stringify({ type: 'x', title: '客户端版本过旧', status: 426, code: 'incompatible' })
    line.fault({ status: 426, type: 'application/problem+json', body })
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'too-old', problem: '客户端版本过旧' })
  })
})

describe('signing in to a platform that can not serve', () => {
  const problem = (status: number, code: string) => ({
    status,
    type: 'application/problem+json',
    body: JSON.stringify({ type: 'x', title: '平台暂不可用', status, code }),
  })

  it.each([
    ['asks for a newer console', problem(426, 'incompatible'), 'too-old'],
    ['fails inside', problem(500, 'internal'), 'offline'],
    ['is behind a proxy’s page', { status: 200, type: 'text/html', body: '<html>' }, 'offline'],
  ])('opens what is here all the same when it %s', async (_, fault, state) => {
    const before = await openConsole()
    line.fault('down')
    await before.desk['commands.submit'](ownerChange('孙负责'))
    await before.close()
    line.fault(fault)
    const console = await openConsole('operator', line.url, folders[0])
    expect(await console.desk['sync.status']({})).toMatchObject({ state, waiting: 1, parked: 0 })
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责' })
    await console.close()
    await expect(openConsole('operator', line.url)).rejects.toMatchObject({ code: expect.any(String) as string })
  })
})

describe('a session that ended', () => {
  it('asks to sign in again, works on, and loses nothing', async () => {
    const console = await openConsole()
    await sql`update session set ended = true`.execute(platform.platform.db)
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'sign-in-again', waiting: 1 })
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责' })
    await expect(signIn(console, line.url, 'operator', 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' })
    await signIn(console, line.url)
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0 })
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
  })

  it('goes on when the answer to its renewal was lost', async () => {
    const console = await openConsole()
    await sql`update session set access_ends_at = now() - interval '1 hour'`.execute(platform.platform.db)
    await console.desk['commands.submit'](ownerChange('孙负责'))
    line.fault('lose-answer', '/v1/sessions/refresh')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'offline', waiting: 1 })
    line.fault('through')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
    expect((await ownersOnPlatform())[0]).toEqual(['孙负责', 3])
  })

  it('is renewed by itself when only its access token ran out', async () => {
    const console = await openConsole()
    await sql`update session set access_ends_at = now() - interval '1 hour'`.execute(platform.platform.db)
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0 })
  })
})

describe('a workstation whose clock is wrong', () => {
  const tenYears = 10 * 365 * 86_400_000

  it.each([
    ['ten years behind', -tenYears],
    ['ten years ahead', tenYears],
  ])('%s stamps what is done with platform time and stays in step', async (_, ahead) => {
    const console = await openConsole('operator', line.url, undefined, () => Date.now() + ahead)
    await console.desk['commands.submit'](ownerChange('孙负责'))
    const [waiting] = await console.desk['outbox.list']({})
    expect(Math.abs(Date.parse(waiting?.madeAt ?? '') - Date.now())).toBeLessThan(60_000)
    await console.desk['sync.now']({})
    const status = await console.desk['sync.status']({})
    expect(status).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
    expect(Math.abs(status.clockOffsetMs + ahead)).toBeLessThan(60_000)
    expect(Math.abs(Date.parse(status.syncedTo ?? '') - Date.now())).toBeLessThan(60_000)
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责', version: 3 })
  })
})

describe('signing out', () => {
  it('is refused while something is unsent, unless it may stay', async () => {
    const console = await openConsole()
    line.fault('down')
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await expect((async () => console.desk['session.signOut']({ leaveUnsent: false }))()).rejects.toMatchObject({
      code: 'rule',
      detail: { waiting: 1 },
    })
    await console.desk['session.signOut']({ leaveUnsent: true })
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'signed-out' })
    await expect((async () => console.desk['outbox.list']({}))()).rejects.toMatchObject({ code: 'unauthenticated' })
    line.fault('through')
    await signIn(console, line.url)
    await console.desk['sync.now']({})
    expect(await ownersOnPlatform()).toEqual([
      ['孙负责', 3],
      ['钱编辑', 2],
    ])
  })
})

describe('the first sync', () => {
  const many = Array.from({ length: 4_500 }, (_, n) => aColumn({ id: testId(10_000 + n), name: `专题专栏${n}` }))

  it('goes on where a kill interrupted it, and asks for nothing of what there is none', async () => {
    await insertEntities(platform.platform.db, 'column', many.slice(0, 2_500))
    await insertEntities(platform.platform.db, 'column', many.slice(2_500))
    line.cutAfter(900_000, '/v1/snapshot/column')
    const console = await openConsole()
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'offline', syncedTo: null })
    const before = await totalOf(console, 'column')
    expect(before).toBeGreaterThan(999)
    expect(before).toBeLessThan(4_502)
    await console.close()

    line.fault('through')
    const asked = line.asked.length
    const again = await openConsole('operator', line.url, folders[0])
    expect(await again.desk['sync.status']({})).toMatchObject({ state: 'online', progress: null })
    expect(await totalOf(again, 'column')).toBe(4_502)
    const found = { kind: 'column', where: {}, search: '专题 4499', offset: 0, limit: 5 } as const
    expect(await again.desk['rows.list'](found)).toMatchObject({ total: 1 })
    const askedAgain = line.asked.slice(asked).filter((path) => path.includes('/snapshot/'))
    expect(askedAgain).toEqual([expect.stringMatching(/column\?.*below=/)])
  })

  it('begins anew in another incarnation without touching what waits, and forgets rows that are gone', async () => {
    const console = await openConsole()
    line.fault('down')
    await console.desk['commands.submit'](ownerChange('孙负责'))
    line.fault('through')
    await sql`update "column" set deleted = true where id = ${otherColumn.id}`.execute(platform.platform.db)
    const stale = JSON.stringify({ type: 'x', title: '平台数据库已恢复或更换', status: 409, code: 'incompatible' })
    line.fault({ status: 409, type: 'application/problem+json', body: stale }, '/v1/changes')
    await console.desk['sync.now']({})
    line.fault('through')
    await console.desk['sync.now']({})
    expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
    expect(await totalOf(console, 'column')).toBe(1)
    expect(await columnIn(console)).toMatchObject({ owner: '孙负责', version: 3 })
  })

  it('follows a change of rights: rows out of scope go', async () => {
    const console = await openConsole()
    expect(await totalOf(console, 'column')).toBe(2)
    const narrowed = JSON.stringify([{ role: 'site-admin', scope: { region: '340200' } }])
    await sql`update operator set assignments = ${narrowed}::jsonb, version = version + 1 where id = ${ids.operator}`.execute(
      platform.platform.db,
    )
    await console.desk['sync.now']({})
    expect(await totalOf(console, 'column')).toBe(0)
    expect((await console.desk['session.state']({})).operator?.assignments).toHaveLength(1)
  })
})
