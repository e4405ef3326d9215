import type { FieldFilter } from '#shared/contract/desk'
import type { Column } from '#shared/contract/column'
import { addDays, daysBetween } from '#shared/domain/calendar'

/** Days since a column should have had something new; null where nothing is demanded or it is in time. */
export function overdueDays({ updateCycleDays, lastUpdatedOn, state }: Column, today: string): number | null {
  if (updateCycleDays === null || lastUpdatedOn === null || state !== 'open') return null
  const days = daysBetween(lastUpdatedOn, today) - updateCycleDays
  return days > 0 ? days : null
}

/** Restrictions of the list to stale, empty or disabled columns, by the name that the address carries. */
export const conditions = ['stale', 'empty', 'disabled'] as const
export function whereOf(condition: string, today: string): Record<string, FieldFilter> {
  if (condition === 'stale') return { state: { in: ['open'] }, dueOn: { to: addDays(today, -1) } }
  if (condition === 'empty') return { state: { in: ['open'] }, articleCount: { in: [0] } }
  return { state: { in: ['disabled'] } }
}
