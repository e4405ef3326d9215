import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Console } from '#core/console'
import { writeNote } from '#core/store/notes'
import { schemaHeader, type FeedChange } from '#shared/contract/api'
import { schemaVersion } from '#shared/contract/command'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids, testId } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace } from './open-place'
import { addOperator, quietConsole, removeFolder, signIn, statusWhere, temporaryFolder } from './surroundings'

let platform: TestPlatform
let line: FaultyLine
let folder: string
let console: Console

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn()])
  await addOperator(platform, ['province-admin'])
  line = await startFaultyLine(platform.url)
  folder = await temporaryFolder()
  console = quietConsole(folder)
})
afterEach(async () => {
  await console.close()
  await line.stop()
  await platform.stop()
  await removeFolder(folder)
})

async function enter(): Promise<void> {
  await signIn(console, line.url)
  await console.desk['sync.now']({})
}
const columnHere = async () => console.desk['rows.get']({ kind: 'column', id: ids.column })
const status = () => console.desk['sync.status']({})
const ownerChange = (owner: string) => ({
  type: 'column.change',
  args: { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner } },
})
const columnOnPlatform = () =>
  platform.platform.db.selectFrom('column').select('owner').where('id', '=', ids.column).executeTakeFirstOrThrow()

const told = (kind: string, id: string, value: object): FeedChange => ({
  entity: { kind, id },
  version: 9,
  deleted: false,
  value: { id, version: 9, ...value },
  endsTransaction: true,
})

/** The feed of a platform that knows more than this build. */
async function feed(changes: readonly FeedChange[]): Promise<void> {
  const caughtUpTo = new Date().toISOString()
  line.fault((asked) => ({ changes, cursor: asked.searchParams.get('cursor'), caughtUpTo, more: false }), '/v1/changes')
  console.stir('network')
  await vi.waitFor(async () => expect(await columnHere()).toMatchObject({ version: 9 }))
  line.fault('through')
}

describe('a platform of the next version', () => {
  it('may send kinds that this console does not know: they are passed over, and the rest comes in', async () => {
    await enter()
    await feed([
      told('drone', testId(700), { title: '?' }),
      told('column', ids.column, aColumn({ name: '新名称', version: 9 })),
    ])
    expect(await columnHere()).toMatchObject({ name: '新名称', version: 9 })
    expect(await status()).toMatchObject({ state: 'online', problem: null })
  })

  it('may send fields that this console does not know: what is done here keeps them', async () => {
    await enter()
    await feed([told('column', ids.column, { ...aColumn({ version: 9 }), audience: '企业' })])
    await console.desk['commands.submit'](ownerChange('孙负责'))
    expect(await columnHere()).toMatchObject({ owner: '孙负责', audience: '企业' })
  })

  it('may give roles that this console does not know: they carry nothing, and nobody is shut out', async () => {
    await addOperator(platform, ['pilot' as never], { id: testId(701), login: 'pilot' })
    expect(await signIn(console, line.url, 'pilot')).toMatchObject({ online: true })
    await console.desk['sync.now']({})
    expect(await status()).toMatchObject({ state: 'online', problem: null })
    await expect(columnHere()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is told of, and works as before', async () => {
    line.speak({ [schemaHeader]: String(schemaVersion + 1) })
    await enter()
    expect(await status()).toMatchObject({ state: 'online', platformBuild: 'newer' })
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['sync.now']({})
    expect(await columnOnPlatform()).toEqual({ owner: '孙负责' })
  })
})

describe('a platform of the version before', () => {
  it('is sent nothing until it is upgraded; then everything goes by itself', async () => {
    line.speak({ [schemaHeader]: String(schemaVersion - 1) })
    await enter()
    await console.desk['commands.submit'](ownerChange('孙负责'))
    await console.desk['sync.now']({})
    expect(await status()).toMatchObject({ state: 'online', platformBuild: 'older', waiting: 1, parked: 0 })
    expect(line.asked).not.toContain('POST /v1/commands')

    line.speak({})
    await console.desk['sync.now']({})
    await statusWhere(console, ({ waiting }) => waiting === 0)
    expect(await columnOnPlatform()).toEqual({ owner: '孙负责' })
  })
})

describe('a console that was upgraded', () => {
  it('fetches everything anew, and keeps what is unsent', async () => {
    const key = randomBytes(32)
    const snapshots = () => line.asked.filter((asked) => asked === 'GET /v1/snapshot').length
    const before = await openPlace(folder, line.url, 'operator', undefined, false, key)
    await before['sync.now']({})
    line.fault('down', '/v1/commands')
    await before['commands.submit'](ownerChange('孙负责'))
    writeNote(before.store, 'schema', schemaVersion - 1)
    await before.close()
    expect(snapshots()).toBe(1)

    const after = await openPlace(folder, line.url, 'operator', undefined, false, key)
    await after['sync.now']({})
    expect(snapshots()).toBe(2)
    expect(after.sync.status()).toMatchObject({ waiting: 1, parked: 0 })
    line.fault('through')
    await after['sync.now']({})
    expect(after.sync.status()).toMatchObject({ waiting: 0, parked: 0 })
    expect(await columnOnPlatform()).toEqual({ owner: '孙负责' })
    await after.close()
  })
})
