import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayOf, instantAt } from '#shared/domain/calendar'
import type { TimetableSettings } from '#shared/contract/inspection-timetable'
import { connectDatabase } from '#platform/database/connect'
import { readEntities } from '#platform/database/entity-rows'
import { layOutRuns } from '#platform/runs/lay-out'
import { startDueRuns } from '#platform/runs/start-due'
import { startPlatform } from '#platform/start'
import { aPerson, province, type Person } from '../platform/surroundings'
import { createRunWorld, until, type RunWorld } from './world'

let world: RunWorld
let admin: Person
beforeEach(async () => {
  world = await createRunWorld({ sites: 9 })
  admin = await aPerson(world.platform, { role: 'province-admin', scope: province })
})
afterEach(() => world.stop())

const tomorrow = addDays(dayOf(Date.now()), 1)
const at = (day: string, time: string) => () => new Date(instantAt(day, time))

const settings = (over: Partial<TimetableSettings> = {}): TimetableSettings => ({
  enabled: true,
  inspectorId: world.inspector.operator.id,
  times: ['02:00'],
  specialPeriods: [],
  probesPerDay: 0,
  ...over,
})
const schedule = (over: Partial<TimetableSettings> = {}, by = admin) =>
  by.outcomeOf('plan.schedule', { planId: world.plan.id, settings: settings(over) })

const runs = () => readEntities(world.db, 'platformRun', sql`true`)
const finishAll = () => sql`update platform_run set state = 'finished'`.execute(world.db)

describe('a timetable', () => {
  it('starts a run when its time has come, once, however many platforms look at once', async () => {
    expect(await schedule()).toMatchObject({ result: 'applied' })
    const other = connectDatabase(world.platform.database.url)
    await startDueRuns(world.db, at(tomorrow, '01:59'))
    expect(await runs()).toEqual([])
    const platforms = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? world.db : other))
    await Promise.all(platforms.map((db) => startDueRuns(db, at(tomorrow, '02:00'))))
    await startDueRuns(world.db, at(tomorrow, '03:00'))
    await other.destroy()
    const [run, ...more] = await runs()
    expect(more).toEqual([])
    const inspectorId = world.inspector.operator.id
    expect(run).toMatchObject({ trigger: 'timetable', dueAt: instantAt(tomorrow, '02:00'), inspectorId })
    await layOutRuns(world.db, at(tomorrow, '02:01'))
    expect((await runs())[0]).toMatchObject({ state: 'running', total: 9, day: tomorrow })
  })

  it('waits for the last run of the plan to end before it starts the next', async () => {
    await schedule({ times: ['02:00', '04:00'] })
    await startDueRuns(world.db, at(tomorrow, '02:00'))
    await startDueRuns(world.db, at(tomorrow, '04:00'))
    expect(await runs()).toHaveLength(1)
    await finishAll()
    await startDueRuns(world.db, at(tomorrow, '04:30'))
    expect((await runs()).map(({ dueAt }) => dueAt).sort()).toEqual(
      ['02:00', '04:00'].map((time) => instantAt(tomorrow, time)),
    )
  })

  it('runs more often in a special period, and as usual after it', async () => {
    const later = addDays(tomorrow, 1)
    const often = { name: '重点保障', from: tomorrow, to: tomorrow, times: ['02:00', '09:00', '15:00', '21:00'] }
    await schedule({ specialPeriods: [often] })
    for (const day of [tomorrow, later])
      for (let hour = 0; hour < 24; hour += 1) {
        await startDueRuns(world.db, at(day, `${String(hour).padStart(2, '0')}:00`))
        await finishAll()
      }
    const due = (await runs()).map(({ dueAt }) => dueAt).sort()
    expect(due).toEqual([...often.times.map((time) => instantAt(tomorrow, time)), instantAt(later, '02:00')])
  })

  it('is set by those who may edit plans, in the name of somebody who may inspect', async () => {
    expect(await schedule({}, world.inspector)).toMatchObject({ code: 'forbidden' })
    expect(await schedule({ inspectorId: admin.operator.id })).toMatchObject({ code: 'rule' })
    expect(await schedule({ times: ['25:00'] })).toMatchObject({ code: 'invalid' })
    expect(await schedule({ probesPerDay: 5 })).toMatchObject({ code: 'rule' })
  })
})

describe('two platform processes', () => {
  it('start a run that is due once between them', async () => {
    const now = at(tomorrow, '02:00')
    await schedule()
    const options = {
      databaseUrl: world.platform.database.url,
      dataDir: '/unused',
      port: 0,
      log: { level: 'silent' },
      now,
    }
    const platforms = await Promise.all([startPlatform(options), startPlatform(options)])
    await until(async () => (await runs()).length > 0)
    await Promise.all(platforms.map((platform) => platform.close()))
    expect(await runs()).toHaveLength(1)
  })
})
