import { afterEach, beforeEach, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Console } from '#core/console'
import type { FeedChange } from '#shared/contract/api'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

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
  await signIn(console, line.url)
  await console.desk['sync.now']({})
})
afterEach(async () => {
  await console.close()
  await line.stop()
  await platform.stop()
  await removeFolder(folder)
})

const change = async (set: object) =>
  console.desk['commands.submit']({
    type: 'column.change',
    args: { columnId: ids.column, siteId: ids.site, batchId: null, set },
  })
const onPlatform = async () => {
  const { rows } = await sql`select owner, update_cycle_days as days from "column"`.execute(platform.platform.db)
  return rows[0]
}

it('is nothing to stand on: what was decided on it is parked, though somebody else made the very version', async () => {
  line.fault('down', '/v1/commands')
  await change({ updateCycleDays: 45 })
  await change({ owner: '孙负责' })
  await sql`update "column" set owner = '乙负责' where id = ${ids.column}`.execute(platform.platform.db)
  await console.desk['sync.now']({})
  line.fault('through')
  await console.desk['sync.now']({})
  expect(await onPlatform()).toMatchObject({ owner: '乙负责', days: 14 })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 2 })
})

it('is still stood on where the command was applied and only its answer was lost', async () => {
  line.fault('lose-answer', '/v1/commands')
  await change({ updateCycleDays: 45 })
  await console.desk['sync.now']({})
  await change({ owner: '孙负责' })
  await console.desk['sync.now']({})
  line.fault('through')
  await console.desk['sync.now']({})
  expect(await onPlatform()).toMatchObject({ owner: '孙负责', days: 45 })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
})

it('is not lost while the feed has its audit entry but the row only where a later command of the chain left it', async () => {
  line.fault('down', '/v1/changes')
  await change({ updateCycleDays: 45 })
  await console.desk['sync.now']({})
  const release = await holdHorizon()
  await change({ owner: '孙负责' })
  await console.desk['sync.now']({})
  line.fault('down', '/v1/commands')
  await change({ updateCycleDays: 60 })
  await console.desk['sync.now']({})
  expect(await console.desk['rows.get']({ kind: 'column', id: ids.column })).toMatchObject({
    owner: '孙负责',
    updateCycleDays: 60,
  })
  await release()
  line.fault('through')
  await console.desk['sync.now']({})
  await console.desk['sync.now']({})
  expect(await onPlatform()).toMatchObject({ owner: '孙负责', days: 60 })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
})

it('is not lost where its audit entry comes with an older version of the row than it made', async () => {
  line.fault('down', '/v1/changes')
  const first = await change({ updateCycleDays: 45 })
  await console.desk['sync.now']({})
  const second = await change({ owner: '孙负责' })
  await console.desk['sync.now']({})
  await change({ updateCycleDays: 60 })
  await console.desk['sync.now']({})
  line.fault(
    (asked) => ({
      changes: [
        told('column', aColumn({ version: 3, updateCycleDays: 45 })),
        told('auditEntry', { ...first, version: 1 }),
        told('auditEntry', { ...second, version: 1 }),
      ],
      cursor: asked.searchParams.get('cursor'),
      caughtUpTo: '2026-01-01T00:00:00.000Z',
      more: false,
    }),
    '/v1/changes',
  )
  await console.desk['sync.now']({})
  await change({ updateCycleDays: 90 })
  line.fault('through')
  await console.desk['sync.now']({})
  expect(await onPlatform()).toMatchObject({ owner: '孙负责', days: 90 })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
})

const told = (kind: string, value: { readonly id: string; readonly version: number }): FeedChange => ({
  entity: { kind, id: value.id },
  version: value.version,
  deleted: false,
  value,
  endsTransaction: true,
})

/** What is committed from now on is not in the feed before this is released. */
async function holdHorizon(): Promise<() => Promise<void>> {
  const { db } = platform.platform
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let holding: Promise<void> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    holding = db.transaction().execute(async (transaction) => {
      await sql`select pg_current_xact_id()`.execute(transaction)
      resolve()
      await released
    })
    holding.catch(reject)
  })
  return () => {
    release()
    return holding
  }
}
