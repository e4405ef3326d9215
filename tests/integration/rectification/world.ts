import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { readEntities } from '#platform/database/entity-rows'
import { queueReinspections } from '#platform/rectification/queue-reinspections'
import { aPerson, type Person } from '../platform/surroundings'
import { createRunWorld, orderRun, until, untilState, workerHere, type RunWorld } from '../runs/world'

/** A site with a dead link that a worker found, confirmed by the office, and the people who deal with it. */
export interface OrderWorld extends RunWorld {
  readonly keeper: Person
  readonly finding: Finding
  /** Puts the page there that the link leads to. */
  mend(): void
  /** Holds back that page’s answers until `letGo`. */
  hold(): void
  /** Issues an order over the finding and has the site accept and report it. */
  report(over?: object): Promise<string>
  order(id: string): Promise<RectificationOrder>
  queue(): Promise<void>
}

export async function createOrderWorld(): Promise<OrderWorld> {
  let isMended = false
  let gate = Promise.resolve()
  let letGo: () => void = () => undefined
  const page = async (path: string) => {
    if (path === '/gone.html') await gate
    return path === '/gone.html' && isMended ? mended : undefined
  }
  const world = await createRunWorld({ sites: 1, page })
  const { db, inspector, platform } = world
  const [site] = world.sites
  if (!site) throw new Error('there is no site')
  const keeper = await aPerson(platform, { role: 'site-admin', scope: { sites: [site.id] } })
  const finding = await deadLink(world)
  const { id: findingId, day, hash: seen } = finding
  const verdict = { findingId, siteId: site.id, day, seen, as: 'confirmed', reason: '经核实属实' }
  await applied(inspector, 'finding.dispose', verdict, finding, 'finding')

  async function order(id: string): Promise<RectificationOrder> {
    const [found] = await readEntities(db, 'rectificationOrder', sql`id = ${id}::uuid`)
    if (!found) throw new Error('there is no such order')
    return found
  }
  async function report(over: object = {}): Promise<string> {
    const orderId = uuidv7()
    const key = { orderId, siteId: site?.id ?? '' }
    const today = dayOf(platform.platform.now().getTime())
    const dueOn = addWorkingDays(today, 3)
    const issued = { ...key, day, findingIds: [findingId], requirement: '请修复失效链接', dueOn, ...over }
    await applied(inspector, 'order.issue', issued, { ...finding, version: finding.version + 1 }, 'finding')
    await applied(keeper, 'order.accept', { ...key, responsible: '李秀兰' }, await order(orderId))
    await applied(keeper, 'order.report', { ...key, measures: '已补上页面', proof: [] }, await order(orderId))
    return orderId
  }
  return {
    ...world,
    keeper,
    finding,
    order,
    report,
    mend: () => void (isMended = true),
    hold: () => void (gate = new Promise((resolve) => (letGo = resolve))),
    letGo: () => letGo(),
    queue: () => queueReinspections(db, platform.platform.now),
  }
}

const mended = '<html><head><title>云岭县人民政府</title></head><body><h1>旧闻</h1><p>内容已恢复。</p></body></html>'

async function deadLink(world: RunWorld): Promise<Finding> {
  const runId = await orderRun(world)
  const worker = await workerHere(world)
  await untilState(world, runId, 'finished')
  await worker.close()
  const [finding] = await readEntities(world.db, 'finding', sql`indicator = 'D20'`)
  if (!finding) throw new Error('no dead link was found')
  return finding
}

type Based = Pick<RectificationOrder | Finding, 'id' | 'version'>

/** Gives a command on the versions of what it is decided on, which are orders unless told. */
export async function applied(
  by: Person,
  type: string,
  args: Record<string, unknown>,
  on: Based | null = null,
  kind: 'rectificationOrder' | 'finding' = 'rectificationOrder',
): Promise<void> {
  const base = on ? [{ entity: { kind, id: on.id }, version: on.version }] : []
  const outcome = await by.outcomeOf(type, args, base)
  if (outcome.result !== 'applied') throw new Error(JSON.stringify(outcome))
}

export const untilOrder = (world: OrderWorld, id: string, state: RectificationOrder['state']): Promise<void> =>
  until(async () => (await world.order(id)).state === state)
