import type { InspectionDay } from '#shared/contract/inspection-day'
import { save, type Change } from './command-rule'
import { plannedDay, withInspector } from './day-identity'

/** What becomes of a day when somebody disposes of its findings: they are its inspector, and it has to be handed over anew. */
export function dayDisposedBy(today: InspectionDay | null, day: string, operatorId: string): readonly Change[] {
  if (today?.state === 'running' && today.inspectorIds.includes(operatorId)) return []
  const running = withInspector(today ?? plannedDay(day), operatorId)
  return [save('inspectionDay', { ...running, state: 'running', reviewedBy: null, reviewedAt: null })]
}
