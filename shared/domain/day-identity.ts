import type { InspectionDay } from '#shared/contract/inspection-day'

/** A calendar day has one entity, so its id is the day itself in the shape of a UUID. */
export const dayId = (day: string): string => `00000000-0000-7000-8000-0000${day.replaceAll('-', '')}`

/** A day on which nothing has happened yet. */
export const plannedDay = (day: string): InspectionDay => ({
  id: dayId(day),
  version: 0,
  day,
  state: 'planned',
  inspectorIds: [],
  reviewedBy: null,
  reviewedAt: null,
  remark: '',
  signOffId: null,
  checks: [],
})

/** The day with one more person who worked on it and may therefore not sign it. */
export const withInspector = (day: InspectionDay, operatorId: string): InspectionDay =>
  day.inspectorIds.includes(operatorId) ? day : { ...day, inspectorIds: [...day.inspectorIds, operatorId].sort() }
