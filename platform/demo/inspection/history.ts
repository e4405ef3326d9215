import type { Finding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { InspectionRun } from '#shared/contract/inspection-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { dayId } from '#shared/domain/day-identity'
import { findingStateUnder } from '#shared/domain/rectification'
import { demoId, instant } from '#platform/demo/demo-id'
import { operatorId } from '#platform/demo/operators'
import { dayBefore, timeBefore, type DemoSetting } from '#platform/demo/setting'
import type { DemoSite } from '#platform/demo/sites'
import { disposed, findingsOfDay, type PastDay } from './day-findings'
import { advanced, orderOver, stepsToClose } from './orders'
import { runOf } from './runs'

/** Everything of one past day as it was when the day was reviewed, and as findings and orders are now. */
export interface DayHistory {
  readonly day: InspectionDay
  readonly runs: readonly InspectionRun[]
  readonly findings: readonly Finding[]
  readonly orders: readonly RectificationOrder[]
  readonly findingsNow: readonly Finding[]
  readonly ordersNow: readonly RectificationOrder[]
}

/** Days before yesterday; all of them are reviewed and signed. */
export const signedDays = 13
const inspectedSites = 1000
const hour = 3_600_000
/** Days that a site has for its rectification; the first ones are overdue by now. */
const terms = [3, 5, 10, 20, 30]

const pastDay = (setting: DemoSetting, ago: number): PastDay => {
  const begun = timeBefore(setting, ago, 2)
  return { ago, day: dayBefore(setting, ago), runId: demoId('run', ago, begun), begun }
}

function dayOf({ day, begun, ago }: PastDay, found: number): InspectionDay {
  const reviewer = operatorId('fangyuanzhou')
  return {
    id: dayId(day),
    version: 1,
    day,
    state: 'reviewed',
    inspectorIds: [reviewer],
    reviewedBy: reviewer,
    reviewedAt: instant(begun + 14 * hour),
    remark: `已巡查全部子站，发现问题 ${found} 个，均已处置${ago % 7 === 0 ? '，本周整改进度已通报' : ''}。`,
    signOffId: null,
    checks: [],
  }
}

interface Ordered {
  readonly findings: Finding[]
  readonly orders: RectificationOrder[]
}

/** One order a site over its findings, numbered on from `from`. */
function order(sites: readonly DemoSite[], findings: readonly Finding[], past: PastDay, from: number): Ordered {
  const siteIds = [...new Set(findings.map(({ siteId }) => siteId))]
  const orders = siteIds.flatMap((siteId, index) => {
    const site = sites.find((candidate) => candidate.site.id === siteId)
    const own = findings.filter((finding) => finding.siteId === siteId)
    return site ? [orderOver(site, own, past, from + index, terms[index % terms.length] ?? 10)] : []
  })
  const orderIds = new Map(orders.flatMap(({ id, findingIds }) => findingIds.map((findingId) => [findingId, id])))
  return {
    findings: findings.map((finding) => ({ ...finding, state: 'ordered', orderId: orderIds.get(finding.id) ?? null })),
    orders,
  }
}

/** Lasting faults get an order when they emerge and are duplicates afterwards; of the passing ones most get an order of their own. */
function disposedDay(sites: readonly DemoSite[], past: PastDay): Ordered {
  const { emerging, lasting, passing } = findingsOfDay(sites, past)
  const fresh = emerging.map((finding) => disposed(finding, past, 'confirmed', '经人工核实，问题属实'))
  const known = lasting.map((finding) => disposed(finding, past, 'duplicate', '与此前问题相同，已下发整改单'))
  const judged = passing.map((finding, index) =>
    index === 0
      ? disposed(finding, past, 'false_positive', '复核时可以正常打开')
      : disposed(finding, past, 'confirmed', '经人工核实，问题属实'),
  )
  const { findings, orders } = order(sites, [...fresh, ...judged.slice(2)], past, past.ago * 100)
  return { findings: [...known, ...judged.slice(0, 2), ...findings], orders }
}

/** Findings move with their order. */
const following = (findings: readonly Finding[], orders: readonly RectificationOrder[]): Finding[] =>
  findings.map((finding) => {
    const own = orders.find(({ id }) => id === finding.orderId)
    return own ? { ...finding, state: findingStateUnder[own.state] } : finding
  })

function signedDay(sites: readonly DemoSite[], setting: DemoSetting, ago: number): DayHistory {
  const past = pastDay(setting, ago)
  const isFirst = ago === signedDays + 1
  const { findings, orders } = disposedDay(sites, past)
  const bySite = new Map(sites.map((site) => [site.site.id, site]))
  const ordersNow = orders.map((own, index) => {
    const site = bySite.get(own.siteId)
    const steps = isFirst ? (index % 5 === 4 ? 2 : index % 2) : (index + ago) % (stepsToClose + 1)
    return site ? advanced(own, site, steps, setting.now) : own
  })
  return {
    day: dayOf(past, findings.length),
    runs: [runOf(sites, findings, past)],
    findings,
    orders,
    findingsNow: following(findings, ordersNow),
    ordersNow,
  }
}

/** Yesterday was inspected but waits for its disposals: lasting faults are known, the passing ones open. */
function openDay(sites: readonly DemoSite[], setting: DemoSetting): DayHistory {
  const past = pastDay(setting, 1)
  const { lasting, passing } = findingsOfDay(sites, past)
  const known = lasting.map((finding) => disposed(finding, past, 'duplicate', '与此前问题相同，已下发整改单'))
  const findings = [...known.slice(0, -8), ...lasting.slice(-8), ...passing]
  const day = { ...dayOf(past, 0), state: 'running' as const, reviewedBy: null, reviewedAt: null, remark: '' }
  const runs = [runOf(sites, findings, past)]
  return { day, runs, findings, orders: [], findingsNow: findings, ordersNow: [] }
}

/** The inspected days before today, oldest first: thirteen that were reviewed, and yesterday, which still has open findings. */
export function inspectionHistory(sites: readonly DemoSite[], setting: DemoSetting): DayHistory[] {
  const inspected = sites.slice(0, inspectedSites)
  const reviewed = Array.from({ length: signedDays }, (_, index) =>
    signedDay(inspected, setting, signedDays + 1 - index),
  )
  return [...reviewed, openDay(inspected, setting)]
}
