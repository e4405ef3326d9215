import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { PlatformRun } from '#shared/contract/platform-run'
import type { Site } from '#shared/contract/site'
import { defaultPlan } from '#shared/inspection/plan'
import { insertEntities, readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { startWorker, type Worker } from '#platform/worker/worker'
import { aPerson, aSite, province, startTestPlatform, type Person, type TestPlatform } from '../platform/surroundings'

/** A platform, sites that answer on loopback, a plan over all of them and an inspector. */
export interface RunWorld {
  readonly platform: TestPlatform
  readonly db: Kysely<Database>
  readonly sites: readonly Site[]
  readonly plan: InspectionPlan
  readonly inspector: Person
  /** Home pages asked for, by host, once for each time. */
  readonly asked: string[]
  /** Resolves home pages that were held back, from now on at once. */
  letGo(): void
  stop(): Promise<void>
}

interface Circumstances {
  readonly sites: number
  /** Milliseconds a home page takes; `held` ones wait for `letGo`. */
  readonly takesMs?: number
  readonly held?: boolean
  readonly now?: () => Date
  /** HTML of a page other than home, by its path; undefined is an honest 404. */
  readonly page?: (path: string) => Promise<string | undefined>
}

const htmlType = 'text/html; charset=utf-8'
const home =
  '<html><head><title>云岭县人民政府</title></head><body><p>首页</p><a href="/gone.html">旧闻</a></body></html>'

export async function createRunWorld({
  sites: count,
  takesMs = 0,
  held = false,
  now,
  page = () => Promise.resolve(undefined),
}: Circumstances): Promise<RunWorld> {
  const platform = await startTestPlatform(now ? { now } : {})
  const { db } = platform.platform
  const asked: string[] = []
  let letGo: () => void = () => undefined
  const gate = held ? new Promise<void>((resolve) => (letGo = resolve)) : Promise.resolve()
  const pages = createServer((request, response) => {
    if (request.url !== '/') return void page(request.url ?? '').then((html) => answerWith(response, html))
    asked.push(request.headers.host ?? '')
    void gate.then(() => delay(takesMs)).then(() => response.writeHead(200, { 'content-type': htmlType }).end(home))
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const { port } = pages.address() as AddressInfo
  const plan = {
    ...defaultPlan,
    id: uuidv7(),
    version: 1,
    depth: 1,
    witnessHosts: [],
    hosts: { '*': `127.0.0.1:${port}` },
  }
  await insertEntities(db, 'inspectionPlan', [plan])
  const sites: Site[] = []
  for (let n = 0; n < count; n += 1) sites.push(await aSite(platform, siteNumber(n)))
  const inspector = await aPerson(platform, { role: 'inspector', scope: province })
  return { platform, db, sites, plan, inspector, asked, letGo: () => letGo(), stop: () => stop(platform, pages) }
}

const answerWith = (response: ServerResponse, html: string | undefined) =>
  html === undefined
    ? response.writeHead(404).end('没有此页')
    : response.writeHead(200, { 'content-type': htmlType }).end(html)

function siteNumber(n: number): Partial<Site> {
  const domain = `s${n}.example`
  return { domain, url: `http://${domain}/`, code: `340123${String(n).padStart(4, '0')}` }
}

async function stop(platform: TestPlatform, pages: Server): Promise<void> {
  pages.closeAllConnections()
  await new Promise((resolve) => pages.close(resolve))
  await platform.stop()
}

/** Has the inspector order a run; answers its id. */
export async function orderRun(
  { inspector, plan }: RunWorld,
  siteIds: readonly string[] | null = null,
): Promise<string> {
  const runId = uuidv7()
  const outcome = await inspector.outcomeOf('run.start', { runId, planId: plan.id, siteIds })
  if (outcome.result !== 'applied') throw new Error(JSON.stringify(outcome))
  return runId
}

/** A worker in this process that looks for work often. */
export const workerHere = ({ platform }: RunWorld, name = 'here', leaseMs = 5_000): Promise<Worker> =>
  startWorker({ databaseUrl: platform.database.url, name, parallel: 2, leaseMs, pollMs: 20, tell: () => undefined })

export async function readRun({ db }: Pick<RunWorld, 'db'>, id: string): Promise<PlatformRun> {
  const [run] = await readEntities(db, 'platformRun', sql`id = ${id}::uuid`)
  if (!run) throw new Error('there is no such run')
  return run
}

/** Waits until something holds, looking again and again. */
export async function until(holds: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(20)) if (await holds()) return
  throw new Error('it did not come to that')
}

export const untilState = (world: RunWorld, runId: string, state: PlatformRun['state']): Promise<void> =>
  until(async () => (await readRun(world, runId)).state === state)

/** How often each site stands in the recorded parts of a run. */
export async function recordedTimes({ db }: RunWorld, runId: string): Promise<Map<string, number>> {
  const parts = await readEntities(db, 'inspectionRun', sql`platform_run_id = ${runId}::uuid`)
  const times = new Map<string, number>()
  for (const { siteId } of parts.flatMap(({ sites }) => sites)) times.set(siteId, (times.get(siteId) ?? 0) + 1)
  return times
}
