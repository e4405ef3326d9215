import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { addDays } from '#shared/domain/calendar'
import { accepted, freshWork, rectified, stepped, type Doer } from '#shared/domain/rectification'
import { reinspected } from '#shared/domain/reinspection'
import { sm3OfValue } from '#shared/signing/sm3'
import { demoId, instant } from '#platform/demo/demo-id'
import { operatorId } from '#platform/demo/operators'
import type { DemoSite } from '#platform/demo/sites'
import type { PastDay } from './day-findings'

const issuedAfter = 8 * 3_600_000
const dayMs = 86_400_000

/** An order over findings of one site, as it was when issued. */
export function orderOver(
  site: DemoSite,
  findings: readonly Finding[],
  past: PastDay,
  number: number,
  days: number,
): RectificationOrder {
  const at = past.begun + issuedAfter
  return {
    id: demoId('order', number, at),
    version: 1,
    siteId: site.site.id,
    unitId: site.unit.id,
    day: past.day,
    findingIds: findings.map(({ id }) => id),
    requirement: `请${site.unit.name}于规定时限内整改到位，举一反三，并反馈整改结果。`,
    dueOn: addDays(past.day, days),
    state: 'issued',
    issuedBy: operatorId('fangyuanzhou'),
    issuedAt: instant(at),
    notes: [],
    closedAt: null,
    work: freshWork,
  }
}

interface Step {
  /** Days after the issue. */
  readonly after: number
  readonly by: Parameters<typeof operatorId>[0] | null
  take(order: RectificationOrder, doer: Doer, site: DemoSite): RectificationOrder
}

const steps: readonly Step[] = [
  {
    after: 0.5,
    by: 'shenyaqin',
    take: (order, doer, { site }) => accepted(order, site.keeper, `已签收，责任人${site.keeper}`, doer),
  },
  {
    after: 1,
    by: 'shenyaqin',
    take: (order, doer, { site }) => rectified(order, '已修复所列问题，并自查同类页面。', [site.url], doer),
  },
  { after: 1.1, by: null, take: (order, doer, { site }) => reinspected(order, gone(order, doer, site.url), doer) },
  { after: 2.2, by: 'fangyuanzhou', take: (order, doer) => stepped(order, 'close', '整改完成，予以销号。', doer) },
]

/** How many steps take an order to its closure. */
export const stepsToClose = steps.length

const gone = ({ findingIds }: RectificationOrder, { at }: Doer, url: string): ReinspectedFinding[] =>
  findingIds.map((findingId) => ({
    findingId,
    verdict: 'gone' as const,
    fact: '再次访问，问题已消除',
    url,
    seenAt: at,
    status: 200,
    bodyHash: sm3OfValue([findingId, at]),
  }))

/** The order so many steps further: accepted, rectified, verified, closed. Steps that would lie ahead of `now` are not taken. */
export function advanced(order: RectificationOrder, site: DemoSite, count: number, now: number): RectificationOrder {
  const issued = Date.parse(order.issuedAt)
  return steps
    .slice(0, count)
    .filter(({ after }) => issued + after * dayMs < now)
    .reduce(
      (before, { after, by, take }) =>
        take(before, { by: by === null ? null : operatorId(by), at: instant(issued + after * dayMs) }, site),
      order,
    )
}
