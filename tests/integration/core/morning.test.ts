import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Console } from '#core/console'
import type { Finding } from '#shared/contract/finding'
import type { MorningDay } from '#shared/contract/morning'
import { addDays, dayOf } from '#shared/domain/calendar'
import { insertEntities, readEntities } from '#platform/database/entity-rows'
import { aPerson, password, province } from '#tests/integration/platform/surroundings'
import { createRunWorld, orderRun, untilState, workerHere, type RunWorld } from '#tests/integration/runs/world'
import { anExemption, testId } from '#tests/builders'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'
import { quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const today = dayOf(Date.now())
const [tomorrow, later] = [addDays(today, 1), addDays(today, 2)]
const reason = '该地址只对外网开放，人工打开正常'

let world: RunWorld
let keeper: TestDatabase
let folders: string[]
let consoles: Console[]
beforeAll(async () => {
  keeper = await createTestDatabase()
})
afterAll(() => keeper.drop())
beforeEach(async () => {
  world = await createRunWorld({ sites: 2 })
  folders = []
  consoles = []
})
afterEach(async () => {
  await Promise.all(consoles.map((console) => console.close()))
  await world.stop()
  await Promise.all(folders.map(removeFolder))
})

/** A console of another inspector. */
async function openConsole(): Promise<Console> {
  const folder = await temporaryFolder()
  const console = quietConsole(folder)
  folders.push(folder)
  consoles.push(console)
  const { operator } = await aPerson(world.platform, { role: 'inspector', scope: province })
  await signIn(console, world.platform.url, operator.login, password)
  await sync(console)
  return console
}
const sync = async (console: Console): Promise<void> => void (await console.desk['sync.now']({}))
const submit = async (console: Console, type: string, args: Record<string, unknown>): Promise<string> =>
  (await console.desk['commands.submit']({ type, args })).id
const morning = async (console: Console, day: string, still = false): Promise<MorningDay> =>
  console.desk['morning.day']({ day, still })

async function inspect(): Promise<void> {
  const worker = await workerHere(world)
  await untilState(world, await orderRun(world), 'finished')
  await worker.close()
}

const findingsOf = async (console: Console, day: string): Promise<Finding[]> => {
  const where = { day: { in: [day] }, indicator: { in: ['D20'] } }
  const { rows } = await console.desk['rows.list']({ kind: 'finding', where, search: '', offset: 0, limit: 100 })
  return rows as Finding[]
}
const deadLink = async (console: Console, day = today): Promise<Finding> => {
  const found = (await findingsOf(console, day)).find(({ siteId }) => siteId === world.sites[0]?.id)
  if (!found) throw new Error('the dead link was not found')
  return found
}

/** Hands in that a run of that day saw these findings again, and looked at every site whole. */
const seeAgain = (console: Console, day: string, findings: readonly Finding[]): Promise<string> =>
  submit(console, 'inspection.record', {
    runId: uuidv7(),
    planId: world.plan.id,
    day,
    startedAt: '2026-03-01T00:00:00.000Z',
    finishedAt: '2026-03-01T00:10:00.000Z',
    sites: world.sites.map(({ id }) => ({
      siteId: id,
      reachable: true,
      failedHere: false,
      milliseconds: 20,
      pages: 1,
      links: 1,
      findings: 1,
      complete: true,
    })),
    findings: findings.map(({ siteId, indicator, severity, url, detail, evidence }) => ({
      siteId,
      observed: { indicator, severity, url, detail, evidence },
    })),
  })

const exempt = async (console: Console, finding: Finding, over: object = {}): Promise<string> =>
  submit(console, 'exemption.grant', {
    exemptionId: uuidv7(),
    findingId: finding.id,
    siteId: finding.siteId,
    day: finding.day,
    indicator: finding.indicator,
    runId: finding.runId,
    planId: world.plan.id,
    seen: finding.hash,
    scope: 'address',
    columnId: null,
    until: tomorrow,
    reason,
    ...over,
  })

it('keeps a false alarm away on every console until its exemption ends, and then says so', async () => {
  await inspect()
  const [here, there] = [await openConsole(), await openConsole()]
  const first = await morning(here, today)
  expect(first.counts.new.open).toBeGreaterThan(1)
  const both = await findingsOf(here, today)
  const finding = await deadLink(here)
  await exempt(here, finding)
  expect((await deadLink(here)).state).toBe('false_positive')
  await sync(here)

  // The other console is offline when it inspects the next day, and learns of the exemption afterwards.
  await seeAgain(there, tomorrow, both)
  expect((await deadLink(there, tomorrow)).state).toBe('open')
  await sync(there)
  await sync(there)
  const kept = await deadLink(there, tomorrow)
  expect(kept).toMatchObject({ state: 'false_positive', disposition: { reason } })
  const [stored] = await readEntities(world.db, 'finding', sql`id = ${kept.id}::uuid`)
  expect(stored?.exemptionId).toBe(kept.exemptionId)
  const second = await morning(there, tomorrow, true)
  expect(second).toMatchObject({ comparedWith: today, counts: { new: { all: 0 }, still: { all: 1 }, exempted: 1 } })
  expect(second.causes.map(({ change }) => change)).toEqual(['still', ...second.causes.slice(1).map(() => 'gone')])

  // The first one applies it by itself, and the day after the last one nothing keeps the finding away any more.
  await sync(here)
  await seeAgain(here, later, both)
  const back = (await morning(here, later)).causes.filter(({ change }) => change === 'back')
  expect(back).toHaveLength(1)
  expect(back[0]?.findings).toMatchObject([
    { siteId: finding.siteId, state: 'open', days: 3, since: today, lapsed: { until: tomorrow, reason } },
  ])
  expect((await morning(here, later)).counts.still.open).toBe(1)
})

it('takes a false alarm back as if it had not been judged', async () => {
  await inspect()
  const console = await openConsole()
  const before = await deadLink(console)
  const command = await exempt(console, before)
  await console.desk['commands.undo']({ id: command })
  expect((await deadLink(console)).state).toBe('open')
  await sync(console)
  const [stored] = await readEntities(world.db, 'finding', sql`id = ${before.id}::uuid`)
  expect(stored).toMatchObject({ state: 'open', disposition: null })
  const [exemption] = await readEntities(world.db, 'exemption', sql`true`)
  expect(exemption?.withdrawnAt).not.toBeNull()
  await seeAgain(console, tomorrow, [before])
  expect((await deadLink(console, tomorrow)).state).toBe('open')
})

it('holds for the runs of the platform’s workers, and counts in no precision', async () => {
  const [site] = world.sites
  if (!site) throw new Error('the world has no site')
  const exemption = anExemption({ id: testId(700), scope: 'indicator', siteId: site.id, subject: null, until: later })
  await insertEntities(world.db, 'exemption', [exemption])
  await inspect()
  const console = await openConsole()
  expect(await deadLink(console)).toMatchObject({ state: 'false_positive', exemptionId: exemption.id })
  expect((await morning(console, today)).counts.exempted).toBe(1)
  const other = (await findingsOf(console, today)).find(({ siteId }) => siteId !== site.id)
  if (!other) throw new Error('the other site’s dead link was not found')
  const { id: findingId, siteId, day, hash: seen } = other
  await submit(console, 'finding.dispose', { findingId, siteId, day, seen, as: 'confirmed', reason: '属实' })
  const precision = await console.desk['morning.precision']({ since: today })
  expect(precision).toEqual([{ indicator: 'D20', confirmed: 1, falseAlarms: 0 }])
})

it('tells what is gone from what nobody looked for, and draws both', async () => {
  await inspect()
  const console = await openConsole()
  const all = (await morning(console, today)).counts.new.all
  const kept = await deadLink(console)
  await seeAgain(console, tomorrow, [kept])
  expect((await morning(console, tomorrow)).counts).toMatchObject({
    new: { all: 0 },
    still: { all: 1 },
    gone: { all: all - 1 },
    unseen: 0,
  })
  expect((await morning(console, later)).counts).toMatchObject({ gone: { all: 0 }, unseen: 1 })
  expect(
    (await console.desk['pictures.trend']({ until: later, days: 3 })).map(({ still, gone }) => [still, gone]),
  ).toEqual([
    [0, 0],
    [1, all - 1],
  ])
  const { days, sites } = await console.desk['pictures.health']({ until: later, days: 3 })
  expect(days).toEqual([today, tomorrow, later])
  expect(sites.find(({ siteId }) => siteId === kept.siteId)?.cells).toMatch(/^[123]2\.$/)
  expect(sites.find(({ siteId }) => siteId !== kept.siteId)?.cells).toMatch(/^[123]0\.$/)
})
