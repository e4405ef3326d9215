import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { readEntities } from '#platform/database/entity-rows'
import { uuidv7 } from 'uuidv7'
import { Person } from '#tests/integration/platform/surroundings'
import { aSealedDocument, testId } from '#tests/builders'
import { begin, createWeekWorld, inspect, submit, sync, type WeekWorld } from '#tests/week/world'
import { addOperator, password } from './surroundings'

const day = '2026-03-02'
let world: WeekWorld
let inspector: Console

beforeEach(async () => {
  world = await createWeekWorld()
  world.setClock(day, '02:00')
  inspector = await begin(world, 'inspector')
  await inspect(inspector)
  await submit(inspector, 'day.review', { day, remark: '零报告' })
  await sync(inspector)
  world.setClock(day, '09:30')
})
afterEach(() => world.stop())

const sign = async (console: Console) => {
  const { hash } = await console.desk['log.preview']({ day })
  return console.desk['log.sign']({ day, seen: hash })
}
const confirmed = async (console: Console) =>
  (await console.desk['log.signed']({ day })).map((entry) => entry.confirmed)
const exported = async (console: Console, signOffId: string, name: string) => {
  const file = path.join(world.folderOf('signer'), name)
  world.saveTo(file)
  await console.desk['log.export']({ signOffId, format: 'json' })
  return JSON.parse(await readFile(file, 'utf8')) as { certificates?: string[] }
}

it('hands a day without findings in as a zero report over the sites that were looked at', async () => {
  const { parts } = await inspector.desk['log.preview']({ day })
  expect(parts['figures']).toMatchObject({ sites: 3, unseen: 0, unlooked: 0, findings: 0, zeroReport: true })
})

it('lets nobody sign who inspected, neither here nor on the platform', async () => {
  const both = { id: testId(601), login: 'both', name: '周两岗' }
  const operator = await addOperator(world.platform, ['inspector', 'inspection-signer'], both)
  const person = new Person(world.platform, operator)
  await person.signIn(password)
  await inspect(inspector)
  expect(await person.outcomeOf('day.review', { day, remark: '再次提交' })).toMatchObject({ result: 'applied' })
  await sync(inspector)
  const refused = sign(inspector)
  await expect(refused).rejects.toMatchObject({ code: 'rule' })

  const [today] = await readEntities(world.platform.platform.db, 'inspectionDay', sql`day = ${day}::date`)
  if (!today) throw new Error('there is no such day')
  const args = { signOffId: uuidv7(), day, previousId: null, keyId: uuidv7(), document: aSealedDocument() }
  const base = [{ entity: { kind: 'inspectionDay' as const, id: today.id }, version: today.version }]
  expect(await person.outcomeOf('day.sign', args, base)).toMatchObject({
    result: 'rejected',
    message: expect.stringContaining('当日巡查员不能签发') as string,
  })
})

it('keeps one of two logs that were signed offline for the same day, and parks the other', async () => {
  const [one, other] = [await begin(world, 'signer'), await begin(world, 'second-signer')]
  world.plug('signer', false)
  world.plug('second-signer', false)
  const first = await sign(one)
  await sign(other)
  expect(await confirmed(other)).toEqual([false])
  world.plug('signer', true)
  world.plug('second-signer', true)
  await sync(one)
  await sync(other)
  expect(await one.desk['outbox.list']({})).toEqual([])
  expect(await other.desk['outbox.list']({})).toMatchObject([{ type: 'day.sign', state: 'parked' }])
  const kept = await readEntities(world.platform.platform.db, 'signOff', sql`true`)
  expect(kept.map(({ id }) => id)).toEqual([first.signOffId])
})

it('tells a signature that the platform does not have yet, and adds who vouches for it once it has', async () => {
  const signer = await begin(world, 'signer')
  world.plug('signer', false)
  const { signOffId } = await sign(signer)
  expect(await confirmed(signer)).toEqual([false])
  expect(await exported(signer, signOffId, 'offline.json')).not.toHaveProperty('certificates')
  world.plug('signer', true)
  await sync(signer)
  expect(await confirmed(signer)).toEqual([true])
  expect((await exported(signer, signOffId, 'online.json')).certificates).toHaveLength(3)
})

it('corrects a signed day by an entry that everybody sees beside the log', async () => {
  const signer = await begin(world, 'signer')
  const { signOffId, document } = await sign(signer)
  await sync(signer)
  const correction = { correctsId: signOffId, reason: '漏记', text: '应补记一次电话核实。' }
  const refused = async () => inspector.desk['log.correct'](correction)
  await expect(refused()).rejects.toMatchObject({ code: 'not-found' })
  await sync(inspector)
  await expect(refused()).rejects.toMatchObject({ code: 'rule' })
  await signer.desk['log.correct'](correction)
  await sync(signer)
  await sync(inspector)
  expect(await inspector.desk['log.signed']({ day })).toMatchObject([
    { signOffId, seal: document.seal, confirmed: true, correction: null },
    { confirmed: true, correction: { reason: '漏记', text: '应补记一次电话核实。' } },
  ])
})
