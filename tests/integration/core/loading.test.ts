import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadRows } from '#core/sync/load-rows'
import { writeNote } from '#core/store/notes'
import { forgetSnapshot, snapshotNote } from '#core/store/snapshot-note'
import { generationOf } from '#core/overlay/overlay'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, anOperator, aSite, aUnit, ids } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace, type Place } from './open-place'
import { addOperator, removeFolder, temporaryFolder } from './surroundings'

let platform: TestPlatform
let line: FaultyLine
let folder: string
let place: Place

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn()])
  await addOperator(platform, ['province-admin'])
  line = await startFaultyLine(platform.url)
  folder = await temporaryFolder()
  place = await openPlace(folder, line.url)
  await place.sync.now()
})
afterEach(async () => {
  await place.close()
  await line.stop()
  await platform.stop()
  await removeFolder(folder)
})

const change = (set: object) =>
  place['commands.submit']({
    type: 'column.change',
    args: { columnId: ids.column, siteId: ids.site, batchId: null, set },
  })
const onPlatform = () =>
  platform.platform.db
    .selectFrom('column')
    .select(['owner', 'updateCycleDays'])
    .where('id', '=', ids.column)
    .executeTakeFirstOrThrow()

/** A row of a snapshot that is being loaded, before anything else of it. */
function load(column: object): void {
  const { store } = place
  writeNote(store, snapshotNote, { kinds: [] })
  const by = anOperator(['province-admin'])
  const lines = [JSON.stringify(column)]
  store.transaction(() => loadRows(store, { kind: 'column', lines, fresh: false, generation: generationOf(store), by }))
  forgetSnapshot(store)
}

it('does not take a command for lost whose row is here before its audit entry', async () => {
  line.fault('lose-answer', '/v1/commands')
  await change({ updateCycleDays: 45 })
  await place.sync.now()
  await change({ owner: '孙负责' })
  load(aColumn({ version: 3, updateCycleDays: 45 }))
  line.fault('through')
  await place.sync.now()
  expect(await onPlatform()).toEqual({ owner: '孙负责', updateCycleDays: 45 })
  expect(await place['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
})

it('parks what stood on a command that somebody else was faster than', async () => {
  line.fault('down', '/v1/commands')
  await change({ updateCycleDays: 45 })
  await place.sync.now()
  await change({ owner: '孙负责' })
  await platform.platform.db.updateTable('column').set({ owner: '乙负责' }).where('id', '=', ids.column).execute()
  load(aColumn({ version: 3, owner: '乙负责' }))
  line.fault('through')
  await place.sync.now()
  expect(await onPlatform()).toMatchObject({ owner: '乙负责', updateCycleDays: 14 })
  expect(await place['sync.status']({})).toMatchObject({ waiting: 0, parked: 2 })
})
