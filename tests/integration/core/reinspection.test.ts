import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { Console } from '#core/console'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { workOf } from '#shared/domain/rectification'
import { defaultPlan } from '#shared/inspection/plan'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aFinding, aRun, aSite, aUnit, ids } from '#tests/builders'
import { html, openFarm, silence, type Answer, type Farm } from '#tests/fixtures/fault-farm/http-farm'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, quietConsole, removeFolder, signIn, statusWhere, temporaryFolder } from './surroundings'

const day = dayOf(Date.now())
const lost = 'http://www.a.test/gone.html'

let platform: TestPlatform
let line: FaultyLine
let farm: Farm
let paths: Record<string, Answer>
let folder: string
let console: Console

beforeEach(async () => {
  paths = { '/': html('<title>首页</title><a href="/gone.html">旧闻</a>') }
  farm = await openFarm({ 'www.a.test': { paths } })
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite({ url: 'http://www.a.test/', domain: 'www.a.test' })])
  await insertEntities(db, 'inspectionPlan', [
    { ...defaultPlan, id: aRun().planId, hosts: farm.hosts, witnessHosts: [] },
  ])
  await insertEntities(db, 'inspectionRun', [aRun({ day })])
  const evidence = { seenAt: new Date().toISOString(), verdict: 'dead' as const, foundOn: ['http://www.a.test/'] }
  await insertEntities(db, 'finding', [
    aFinding({ state: 'confirmed', day, indicator: 'D20', url: lost, runId: aRun().id, evidence }),
  ])
  await addOperator(platform, ['province-admin', 'inspector', 'site-admin'])
  line = await startFaultyLine(platform.url)
  folder = await temporaryFolder()
  console = quietConsole(folder)
  await signIn(console, line.url)
  await console.desk['sync.now']({})
  // A first sync that went on under the commands would be another test.
  await statusWhere(console, ({ syncedTo, progress }) => syncedTo !== null && progress === null)
})
afterEach(async () => {
  await console.close()
  await line.stop()
  await platform.stop()
  await farm.close()
  await removeFolder(folder)
})

const submit = (type: string, args: Record<string, unknown>) => console.desk['commands.submit']({ type, args })
const orderHere = async (id: string) =>
  (await console.desk['rows.get']({ kind: 'rectificationOrder', id })) as RectificationOrder

/** Everything from issue to report, done at this workstation. */
async function reported(): Promise<string> {
  const orderId = uuidv7()
  const key = { orderId, siteId: ids.site }
  const dueOn = addWorkingDays(day, 3)
  await submit('order.issue', { ...key, day, findingIds: [ids.finding], requirement: '请于时限内修复', dueOn })
  await submit('order.accept', { ...key, responsible: '王海燕' })
  await submit('order.report', { ...key, measures: '已补上页面', proof: [] })
  return orderId
}

it('an order is issued, accepted, reported and looked into again without the platform, which has it all afterwards', async () => {
  line.fault('down')
  const id = await reported()
  expect(await orderHere(id)).toMatchObject({ state: 'rectified' })
  paths['/gone.html'] = html('<title>旧闻</title><p>内容已恢复</p>')
  await console.desk['orders.reinspect']({ orderId: id })
  const here = await orderHere(id)
  expect(here).toMatchObject({ state: 'verified' })
  expect(workOf(here).reinspections[0]?.results).toMatchObject([{ verdict: 'gone', record: expect.any(String) }])
  await submit('order.advance', { orderId: id, siteId: ids.site, step: 'close', note: '予以销号' })

  line.fault('through')
  await signIn(console, line.url)
  // What came of a chain on one row may take a pull more than what came of its end.
  await vi.waitFor(
    async () => {
      await console.desk['sync.now']({})
      const left = await console.desk['outbox.list']({})
      expect(left.map(({ type, state, refusal }) => [type, state, refusal?.message])).toEqual([])
    },
    { timeout: 10_000 },
  )
  const there = await orderHere(id)
  expect(there).toMatchObject({ state: 'closed' })
  expect(there.notes.map(({ deed }) => deed)).toEqual(['accept', 'rectify', 'verify', 'close'])
  expect(there.notes.every(({ device }) => device !== undefined)).toBe(true)
})

it('a step is taken back with its findings, as long as nothing has followed', async () => {
  const id = await reported()
  const { id: verified } = await submit('order.advance', {
    orderId: id,
    siteId: ids.site,
    step: 'verify',
    note: '已解决',
  })
  await console.desk['commands.undo']({ id: verified })
  expect(await orderHere(id)).toMatchObject({ state: 'rectified' })
  expect(await console.desk['rows.get']({ kind: 'finding', id: ids.finding })).toMatchObject({ state: 'rectified' })
  await expect((async () => console.desk['commands.undo']({ id: verified }))()).rejects.toMatchObject({ code: 'rule' })
})

it('looks into one order at a time, only where there is a report, and can be told to stop', async () => {
  const id = await reported()
  paths['/gone.html'] = silence
  const looking = Promise.resolve(console.desk['orders.reinspect']({ orderId: id }))
  const stopped = expect(looking).rejects.toMatchObject({ code: 'cancelled' })
  const second = Promise.resolve(console.desk['orders.reinspect']({ orderId: id }))
  await expect(second).rejects.toMatchObject({ code: 'rule' })
  await console.desk['orders.cancelReinspection']({})
  await stopped
  expect(await orderHere(id)).toMatchObject({ state: 'rectified' })
  await submit('order.advance', { orderId: id, siteId: ids.site, step: 'order', note: '说明不完整' })
  const none = Promise.resolve(console.desk['orders.reinspect']({ orderId: id }))
  await expect(none).rejects.toMatchObject({ code: 'rule' })
})
