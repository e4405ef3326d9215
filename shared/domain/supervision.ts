import type { RectificationOrder } from '#shared/contract/rectification-order'
import { dayOf, workingDaysBetween } from './calendar'
import { noted, workOf } from './rectification'
import rules from './rectification-rules.json'

/** States in which the site has the next step, so that the deadline runs against it. */
export const withSiteStates = [
  'issued',
  'disputed',
  'accepted',
] as const satisfies readonly RectificationOrder['state'][]
/** States in which an order is over. */
export const overStates = ['closed', 'withdrawn'] as const satisfies readonly RectificationOrder['state'][]

type Dated = Pick<RectificationOrder, 'state' | 'dueOn'>

const isWithSite = ({ state }: Pick<RectificationOrder, 'state'>): boolean =>
  withSiteStates.some((each) => each === state)

/** Whether the site has let the deadline pass. What it has reported waits for the office and is not overdue. */
export const isOverdue = (order: Dated, today: string): boolean => isWithSite(order) && order.dueOn < today

/** Whole working days that the deadline has passed by; 0 where it has not, and on days off that follow it directly. */
export const overdueWorkingDays = (order: Dated, today: string): number =>
  isOverdue(order, today) ? workingDaysBetween(order.dueOn, today) : 0

/** Working days that the site took beyond the deadline, up to its report, or to today while none stands. */
export function lateWorkingDays(order: RectificationOrder, today: string): number {
  const { rectifiedAt } = workOf(order)
  const until = rectifiedAt === null ? today : dayOf(rectifiedAt)
  return until > order.dueOn && order.state !== 'withdrawn' ? workingDaysBetween(order.dueOn, until) : 0
}

/** Due on the next working day or before, so that the site is reminded. */
export const isDueSoon = (order: Dated, today: string): boolean =>
  isWithSite(order) && order.dueOn >= today && workingDaysBetween(today, order.dueOn) <= rules.remindWorkingDaysBefore

/** The level of supervision that an order's delay and its failures ask for, or a person has raised it to. */
export function supervisionLevel(order: RectificationOrder, today: string): number {
  const days = overdueWorkingDays(order, today)
  const byDelay = rules.supervision.filter(({ overdueWorkingDays: after }) => days >= after).map(({ level }) => level)
  const byFailures = workOf(order).failures >= rules.supervisedAfterFailures && isWithSite(order) ? 1 : 0
  return Math.max(workOf(order).level, byFailures, ...byDelay)
}

/** What a level is called; empty for none. */
export const supervisionWords = (level: number): string =>
  rules.supervision.find((each) => each.level === level)?.words ?? ''

/** The order at the level it has come to by the platform's clock; null where it is there already. */
export function escalated(order: RectificationOrder, at: string): RectificationOrder | null {
  const today = dayOf(at)
  const level = supervisionLevel(order, today)
  if (level <= workOf(order).level) return null
  const days = overdueWorkingDays(order, today)
  const why = days > 0 ? `逾期 ${days} 个工作日` : `复核 ${workOf(order).failures} 次未通过`
  return noted(order, 'escalate', `${why}，自动转为${supervisionWords(level)}`, { by: null, at }, { level })
}
