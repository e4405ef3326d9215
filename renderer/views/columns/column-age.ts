import type { FieldFilter } from '#shared/contract/desk'
import { addDays } from '#shared/domain/calendar'

/** Days since the last update up to which a column falls into each step of the overview's freshness figures; after them: longer, and never. */
export const ageBounds = [7, 14, 30, 90, 180, 365] as const
export const ageSteps = [...ageBounds.map((days) => `${days}`), 'older', 'never'] as const
export type AgeStep = (typeof ageSteps)[number]

/** Restriction of the list of columns to one step. */
export function whereAge(step: string, today: string): Record<string, FieldFilter> {
  const open = { state: { in: ['open'] } }
  if (step === 'never') return { ...open, lastUpdatedOn: { in: [null] } }
  const last = ageBounds.at(-1) ?? 0
  if (step === 'older') return { ...open, lastUpdatedOn: { to: addDays(today, -last - 1) } }
  const place = ageBounds.findIndex((days) => `${days}` === step)
  const [upTo, above] = [ageBounds[place] ?? 0, ageBounds[place - 1]]
  const from = addDays(today, -upTo)
  return { ...open, lastUpdatedOn: above === undefined ? { from } : { from, to: addDays(today, -above - 1) } }
}
