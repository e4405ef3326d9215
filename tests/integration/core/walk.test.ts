import { afterEach, beforeEach, expect, it } from 'vitest'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids } from '#tests/builders'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'
import type { Console } from '#core/console'

let platform: TestPlatform
let dataDir: string
let console: Console

beforeEach(async () => {
  platform = await startTestPlatform()
  dataDir = await temporaryFolder()
  console = quietConsole(dataDir)
  await addOperator(platform, ['province-admin'])
  await insertEntities(platform.platform.db, 'unit', [aUnit()])
  await insertEntities(platform.platform.db, 'site', [aSite()])
  await insertEntities(platform.platform.db, 'column', [aColumn()])
})
afterEach(async () => {
  await console.close()
  await platform.stop()
  await removeFolder(dataDir)
})

it('signs in, loads everything, changes a column at once and has it applied by the platform', async () => {
  await signIn(console, platform.url)
  await console.desk['sync.now']({})
  const status = await console.desk['sync.status']({})
  expect(status).toMatchObject({ state: 'online', waiting: 0, parked: 0, progress: null })
  const list = await console.desk['rows.list']({ kind: 'column', where: {}, search: '通知', offset: 0, limit: 10 })
  expect(list).toMatchObject({ total: 1, rows: [aColumn()], sites: { [ids.site]: { name: aSite().name } } })

  const args = { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner: '孙负责' } }
  await console.desk['commands.submit']({ type: 'column.change', args })
  expect(await console.desk['rows.get']({ kind: 'column', id: ids.column })).toMatchObject({
    owner: '孙负责',
    version: 3,
  })

  await console.desk['sync.now']({})
  expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0 })
  expect(await console.desk['rows.get']({ kind: 'column', id: ids.column })).toMatchObject({
    owner: '孙负责',
    version: 3,
  })
  const history = await console.desk['rows.list']({ kind: 'auditEntry', where: {}, search: '', offset: 0, limit: 10 })
  expect(history.total).toBe(1)
})
