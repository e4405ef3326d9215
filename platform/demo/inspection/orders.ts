import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addDays } from '#shared/domain/calendar'
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
  }
}

const steps = [
  { state: 'rectified', by: 'shenyaqin', text: '已按要求整改，请复核。', after: 1 },
  { state: 'verified', by: 'fangyuanzhou', text: '复核通过。', after: 2 },
  { state: 'closed', by: 'fangyuanzhou', text: '整改完成，予以销号。', after: 2.2 },
] as const

/** The order so many steps further: rectified, verified, closed. Steps that would lie ahead of `now` are not taken. */
export function advanced(order: RectificationOrder, count: number, now: number): RectificationOrder {
  const issued = Date.parse(order.issuedAt)
  const taken = steps.slice(0, count).filter(({ after }) => issued + after * dayMs < now)
  const last = taken.at(-1)
  if (!last) return order
  const notes = taken.map(({ by, text, after }) => ({ at: instant(issued + after * dayMs), by: operatorId(by), text }))
  const closedAt = last.state === 'closed' ? (notes.at(-1)?.at ?? null) : null
  return { ...order, state: last.state, notes, closedAt }
}
