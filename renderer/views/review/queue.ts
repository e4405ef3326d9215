import type { FieldFilter } from '#shared/contract/desk'
import type { ReviewStage } from '#shared/contract/review-task'
import { dayOf } from '#shared/domain/calendar'

/** The stages in the order an article passes them, and what the operator decided already. */
export const stages: readonly ReviewStage[] = ['first', 'second', 'final', 'secrecy']
export type QueueTab = ReviewStage | 'mine'
export const isStage = (tab: string): tab is ReviewStage => stages.some((stage) => stage === tab)

type Where = Record<string, FieldFilter>

/** Rows of a tab: what waits at a stage, or what this operator decided. */
export const whereOf = (tab: QueueTab, operatorId: string): Where =>
  tab === 'mine' ? { decidedBy: { in: [operatorId] } } : { stage: { in: [tab] }, state: { in: ['waiting'] } }

const endOfDay = (day: string) => new Date(`${day}T23:59:59.999+08:00`).toISOString()

/** Rows due before now, or by the end of today. `now` in platform time. */
export const whereDue = (values: readonly string[], now: number): Where => {
  if (values.includes('today')) return { dueAt: { to: endOfDay(dayOf(now)) } }
  return values.includes('overdue') ? { dueAt: { to: new Date(now).toISOString() } } : {}
}
