import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aHit, aSite, ids } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

let platform: TestPlatform
let line: FaultyLine
let folder: string
let console: Console

beforeEach(async () => {
  platform = await startTestPlatform()
  await insertEntities(platform.platform.db, 'site', [aSite()])
  await insertEntities(platform.platform.db, 'hit', [aHit()])
  await addOperator(platform, ['secrecy-reviewer'])
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

const recorded = () =>
  platform.platform.db
    .selectFrom('auditEntry')
    .select(['subjects', 'operatorId'])
    .where('type', '=', 'hit.look')
    .execute()

it('a look at a hit without the platform is in the audit trail once it is back, and is no work that waits', async () => {
  line.fault('down')
  const args = { siteId: ids.site, hitIds: [ids.hit] }
  await console.desk['commands.submit']({ type: 'hit.look', args })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0 })
  expect(await console.desk['outbox.list']({})).toEqual([])
  expect(await recorded()).toEqual([])

  line.fault('through')
  await console.desk['sync.now']({})
  expect(await recorded()).toEqual([{ subjects: [`hit:${ids.hit}`], operatorId: expect.anything() as unknown }])
  await console.desk['sync.now']({})
  expect(await recorded()).toHaveLength(1)
})
