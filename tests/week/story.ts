import { uuidv7 } from 'uuidv7'
import type { Console } from '#core/console'
import type { Finding } from '#shared/contract/finding'
import type { MorningDay } from '#shared/contract/morning'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addDays, addWorkingDays } from '#shared/domain/calendar'
import { begin, inspect, planId, rowsOf, submit, sync, type Login, type WeekWorld } from './world'

/** Monday to Sunday. */
export const days = Array.from({ length: 7 }, (_, n) => addDays('2026-03-02', n))

/** What a day of the week brings. */
interface DayPlan {
  /** Dead links of the sites' home pages, by domain. */
  readonly broken: Readonly<Record<string, readonly string[]>>
  /** How the inspector judges what is new. */
  readonly verdict: 'order' | 'false-alarm' | 'confirm'
  /** The keeper reports the order as rectified, and it is looked into again. */
  readonly reports?: true
  /** The signer signs without a line, and is connected afterwards. */
  readonly offline?: true
}

const [portal, school, water] = ['s0.example', 's1.example', 's2.example'] as const
const inside = '/intranet.html'

/**
 * A dead link that is ordered and comes back from a first report unmended; a link into the intranet that is a false alarm
 * and stays away; quiet days; a day signed offline; and something new on the last.
 */
const plans: readonly DayPlan[] = [
  { broken: { [portal]: ['/notice.html'] }, verdict: 'order' },
  { broken: { [portal]: ['/notice.html'], [school]: [inside] }, verdict: 'false-alarm' },
  { broken: { [portal]: ['/notice.html'], [school]: [inside] }, verdict: 'confirm', reports: true },
  { broken: { [school]: [inside] }, verdict: 'confirm', reports: true },
  { broken: { [school]: [inside] }, verdict: 'confirm' },
  { broken: { [school]: [inside] }, verdict: 'confirm', offline: true },
  { broken: { [school]: [inside], [water]: ['/report.html'] }, verdict: 'confirm' },
]

/** What was seen of a day, for whoever tells or checks the week. */
export interface ToldDay {
  readonly day: string
  readonly counts: MorningDay['counts']
  readonly findings: readonly Finding[]
  /** The order over the portal's dead link, as it stood in the evening. */
  readonly order: RectificationOrder | null
  readonly signOffId: string
  /** What the signer saw before there was a line again. */
  readonly wasCertain: boolean
  readonly wasConfirmed: boolean
}

async function judge(console: Console, findings: readonly Finding[], { verdict }: DayPlan): Promise<void> {
  const seen = new Set((await rowsOf(console, 'rectificationOrder')).map(({ siteId }) => siteId))
  for (const finding of findings.filter(({ state }) => state === 'open')) {
    if (verdict === 'false-alarm' && finding.url.endsWith(inside)) await exempt(console, finding)
    else await dispose(console, finding, seen.has(finding.siteId) ? 'duplicate' : 'confirmed')
    if (verdict === 'order') await order(console, finding)
  }
}

const dispose = (console: Console, { id, siteId, day, hash }: Finding, as: 'confirmed' | 'duplicate') =>
  submit(console, 'finding.dispose', {
    findingId: id,
    siteId,
    day,
    seen: hash,
    as,
    reason: as === 'confirmed' ? '经人工核实，问题属实' : '已下发整改单，整改中',
    opened: true,
  })

const exempt = (console: Console, { id, siteId, day, indicator, runId, hash }: Finding) =>
  submit(console, 'exemption.grant', {
    exemptionId: uuidv7(),
    findingId: id,
    siteId,
    day,
    indicator,
    runId,
    planId,
    seen: hash,
    scope: 'address',
    columnId: null,
    until: addDays(day, 20),
    reason: '内网地址，外网不可访问属正常',
    opened: true,
  })

const order = (console: Console, { id, siteId, day }: Finding) =>
  submit(console, 'order.issue', {
    orderId: uuidv7(),
    siteId,
    day,
    findingIds: [id],
    requirement: '请修复失效链接并自查同类问题',
    dueOn: addWorkingDays(day, 3),
    closing: 'automatic',
  })

async function report(world: WeekWorld): Promise<void> {
  const keeper = await begin(world, 'keeper')
  const [issued] = await rowsOf(keeper, 'rectificationOrder')
  if (!issued) return
  const about = { orderId: issued.id, siteId: issued.siteId }
  if (issued.state === 'issued') await submit(keeper, 'order.accept', { ...about, responsible: '林主任' })
  await submit(keeper, 'order.report', { ...about, measures: '已修复首页失效链接并完成自查', proof: [] })
  await sync(keeper)
}

async function reinspect(console: Console): Promise<void> {
  await sync(console)
  const [reported] = await rowsOf(console, 'rectificationOrder', { state: { in: ['rectified'] } })
  if (reported) await console.desk['orders.reinspect']({ orderId: reported.id })
  await sync(console)
}

async function sign(world: WeekWorld, day: string, { offline }: DayPlan) {
  const login: Login = 'signer'
  const console = await begin(world, login)
  if (offline) {
    world.plug(login, false)
    await sync(console)
  }
  const { hash, certain, refusal } = await console.desk['log.preview']({ day })
  if (refusal !== null) throw new Error(refusal)
  const { signOffId } = await console.desk['log.sign']({ day, seen: hash })
  const waiting = await console.desk['outbox.list']({})
  world.plug(login, true)
  await sync(console)
  const parked = await console.desk['outbox.list']({})
  if (parked.length > 0) throw new Error(`not confirmed: ${JSON.stringify(parked)}`)
  return { signOffId, wasCertain: certain, wasConfirmed: waiting.length === 0 }
}

/** Lives one day, from the night's run to the signature. */
export async function liveDay(world: WeekWorld, day: string): Promise<ToldDay> {
  const plan = plans[days.indexOf(day)]
  if (!plan) throw new Error(`${day} is no day of the week`)
  world.pages.breakLinks(plan.broken)
  world.setClock(day, '02:00')
  const inspector = await begin(world, 'inspector')
  await inspect(inspector)
  world.setClock(day, '08:30')
  await sync(inspector)
  const { counts } = await inspector.desk['morning.day']({ day, still: true })
  await judge(inspector, await rowsOf(inspector, 'finding', { day: { in: [day] } }), plan)
  if (plan.reports) {
    await report(world)
    await reinspect(inspector)
  }
  await submit(inspector, 'day.review', { day, remark: '已巡查全部子站' })
  await sync(inspector)
  world.setClock(day, '09:30')
  const signed = await sign(world, day, plan)
  await sync(inspector)
  const [standing] = await rowsOf(inspector, 'rectificationOrder')
  const findings = await rowsOf(inspector, 'finding', { day: { in: [day] } })
  return { day, counts, findings, order: standing ?? null, ...signed }
}

/** Corrects the second day's log on the evening of the last. */
export async function correct(world: WeekWorld, correctsId: string): Promise<string> {
  world.setClock(days.at(-1) ?? '', '17:00')
  const signer = await begin(world, 'second-signer')
  const reason = '漏记一次电话核实'
  const text = '当日已电话核实云岭市教育局内网链接，情况属实，不影响其余内容。'
  const { signOffId } = await signer.desk['log.correct']({ correctsId, reason, text })
  await sync(signer)
  return signOffId
}
