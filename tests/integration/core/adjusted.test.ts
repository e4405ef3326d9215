import { afterEach, beforeEach, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { Console } from '#core/console'
import type { MadeRows } from '#shared/contract/desk'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aFinding, aSite, aUnit, ids } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const day = dayOf(Date.now())
const dueOn = addWorkingDays(day, 3)
const days = 86_400_000

let platform: TestPlatform
let line: FaultyLine
let folder: string
let console: Console

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'finding', [aFinding({ state: 'confirmed', day })])
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

async function issueOrder(): Promise<string> {
  const orderId = uuidv7()
  const args = { orderId, siteId: ids.site, day, findingIds: [ids.finding], requirement: '请于时限内修复', dueOn }
  await console.desk['commands.submit']({ type: 'order.issue', args })
  return orderId
}
const orderHere = async (id: string) =>
  (await console.desk['rows.get']({ kind: 'rectificationOrder', id })) as RectificationOrder

it('an order that was issued offline and arrives days later is due later, and its operator is told until it is noted', async () => {
  line.fault('down')
  const id = await issueOrder()
  expect(await orderHere(id)).toMatchObject({ dueOn })
  platform.sleep(6 * days)
  line.fault('through')
  await signIn(console, line.url)
  await console.desk['sync.now']({})

  const moved = addWorkingDays(dayOf(Date.now() + 6 * days), 3)
  expect(await orderHere(id)).toMatchObject({ dueOn: moved })
  expect(await console.desk['sync.status']({})).toMatchObject({ state: 'online', waiting: 0, parked: 0, adjusted: 1 })
  const [told] = await console.desk['outbox.list']({})
  expect(told).toMatchObject({ type: 'order.issue', state: 'adjusted', refusal: null })
  expect(told?.adjustment?.message).toContain('顺延')
  expect(told?.adjustment?.mine).toContainEqual(expect.objectContaining({ id, dueOn }))
  expect(told?.adjustment?.theirs).toContainEqual(expect.objectContaining({ id, dueOn: moved }))

  await console.desk['outbox.note']({ id: told?.id ?? '' })
  expect(await console.desk['outbox.list']({})).toEqual([])
  expect(await console.desk['sync.status']({})).toMatchObject({ adjusted: 0 })
})

it('an order that arrives at once is applied as it was asked for', async () => {
  const id = await issueOrder()
  await console.desk['sync.now']({})
  expect(await orderHere(id)).toMatchObject({ dueOn })
  expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, adjusted: 0 })
})

it('what a command makes is told to the windows before they ask', async () => {
  const told: MadeRows[] = []
  console.events.subscribe((topic, payload) => {
    if (topic === 'rows') told.push(payload as MadeRows)
  })
  const id = await issueOrder()
  expect(told.flatMap(({ rows }) => rows)).toContainEqual({ kind: 'rectificationOrder', row: await orderHere(id) })
})
