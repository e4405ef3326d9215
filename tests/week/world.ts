import path from 'node:path'
import { fetch } from 'undici'
import type { Console } from '#core/console'
import type { Listener } from '#core/events'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { DeskCalls, Input } from '#shared/contract/desk'
import { instantAt } from '#shared/domain/calendar'
import { defaultPlan } from '#shared/inspection/plan'
import { insertEntities } from '#platform/database/entity-rows'
import { aUnit, ids, testId } from '#tests/builders'
import {
  addOperator,
  bareNative,
  quietConsole,
  removeFolder,
  signIn,
  temporaryFolder,
} from '#tests/integration/core/surroundings'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { serveSites, sites, type ServedSites } from './sites'

/** Who works on the week, each at a workstation of their own. */
export const logins = ['inspector', 'signer', 'second-signer', 'keeper'] as const
export type Login = (typeof logins)[number]

export interface WeekWorld {
  readonly platform: TestPlatform
  readonly pages: ServedSites
  readonly consoles: Readonly<Record<Login, Console>>
  /** Where the workstation keeps its files. */
  folderOf(login: Login): string
  /** Puts every clock to a time of a day in the province; from there it runs on. */
  setClock(day: string, time: string): void
  /** Cuts a workstation off, or connects it again. */
  plug(login: Login, isPlugged: boolean): void
  /** Where the next export of a workstation goes. */
  saveTo(file: string): void
  stop(): Promise<void>
}

export const planId = ids.plan

/** Dead links alone, so that what is found is what the week's sites were given. */
const plan = (port: number): InspectionPlan => ({
  ...defaultPlan,
  id: planId,
  version: 1,
  depth: 1,
  witnessHosts: [],
  hosts: { '*': `127.0.0.1:${port}` },
  indicators: Object.fromEntries(
    Object.entries(defaultPlan.indicators).map(([id, own]) => [id, { ...own, enabled: id === 'D20' }]),
  ),
})

async function registerOperators(platform: TestPlatform): Promise<void> {
  await addOperator(platform, ['province-admin', 'inspector'], { id: testId(501), login: 'inspector', name: '方远舟' })
  await addOperator(platform, ['inspection-signer'], { id: testId(502), login: 'signer', name: '魏正国' })
  await addOperator(platform, ['inspection-signer'], { id: testId(503), login: 'second-signer', name: '沈知秋' })
  await addOperator(platform, ['site-admin'], { id: testId(504), login: 'keeper', name: '林主任' })
}

export async function createWeekWorld(): Promise<WeekWorld> {
  let [ahead, target] = [0, '']
  const now = (): number => Date.now() + ahead
  const platform = await startTestPlatform({ now: () => new Date(now()) })
  const pages = await serveSites()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', sites)
  await insertEntities(db, 'inspectionPlan', [plan(pages.port)])
  await registerOperators(platform)
  const folder = await temporaryFolder()
  const unplugged = new Set<Login>()
  const folderOf = (login: Login): string => path.join(folder, login)
  const native = bareNative({ pickSave: () => Promise.resolve(target) })
  const consoleOf = (login: Login): Console =>
    quietConsole(folderOf(login), {
      native,
      now,
      pokes: false,
      fetch: async (...request) =>
        unplugged.has(login) ? Promise.reject(new TypeError('fetch failed')) : fetch(...request),
    })
  const consoles = Object.fromEntries(logins.map((login) => [login, consoleOf(login)])) as Record<Login, Console>
  return {
    platform,
    pages,
    consoles,
    folderOf,
    setClock: (day, time) => void (ahead = Date.parse(instantAt(day, time)) - Date.now()),
    plug: (login, isPlugged) => void (isPlugged ? unplugged.delete(login) : unplugged.add(login)),
    saveTo: (file) => void (target = file),
    async stop() {
      for (const console of Object.values(consoles)) await console.close()
      await pages.close()
      await platform.stop()
      await removeFolder(folder)
    },
  }
}

/** Signs somebody in for the day and brings them up to date. */
export async function begin({ consoles, platform }: WeekWorld, login: Login): Promise<Console> {
  const console = consoles[login]
  await signIn(console, platform.url, login)
  await console.desk['sync.now']({})
  return console
}

export const submit = async (console: Console, type: string, args: Record<string, unknown>): Promise<unknown> =>
  console.desk['commands.submit']({ type, args })

export const sync = async (console: Console): Promise<unknown> => console.desk['sync.now']({})

export async function rowsOf<K extends EntityKind>(
  console: Console,
  kind: K,
  where: Input<DeskCalls['rows.list']>['where'] = {},
): Promise<EntityOf<K>[]> {
  const { rows } = await console.desk['rows.list']({ kind, where, search: '', offset: 0, limit: 500 })
  return rows as EntityOf<K>[]
}

/** Runs the plan over all sites on a workstation, to its end. */
export async function inspect(console: Console): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const look: Listener = (topic, payload) => {
      const isIdle = topic === 'inspection' && payload !== undefined && 'state' in payload && payload.state === 'idle'
      if (!isIdle) return
      stop()
      resolve()
    }
    const stop = console.events.subscribe(look)
  })
  await console.desk['inspection.start']({ planId, siteIds: sites.map(({ id }) => id) })
  await ended
  await sync(console)
}
