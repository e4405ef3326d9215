import { computed, type ComputedRef } from 'vue'
import { useCounts, useShortList } from '#renderer/query.ts'
import type { EntityOf } from '#shared/contract/entity'
import { plannedDay } from '#shared/domain/day-identity'

/** The inspection of one day: its state, and what was seen so far. */
export interface InspectedDay {
  readonly day: ComputedRef<EntityOf<'inspectionDay'>>
  readonly runs: ComputedRef<readonly EntityOf<'inspectionRun'>[]>
  readonly inspectedSites: ComputedRef<number>
  /** Findings of the day by state. */
  readonly findings: ComputedRef<ReadonlyMap<string, number>>
  readonly findingsTotal: ComputedRef<number>
  readonly orders: ComputedRef<number>
  readonly step: ComputedRef<NextStep>
}
/** What has to be done next to bring the day to its signature. */
export type NextStep = 'run' | 'dispose' | 'review' | 'sign' | 'read'

export function nextStepOf(state: EntityOf<'inspectionDay'>['state'], runs: number, open: number): NextStep {
  if (state === 'signed') return 'read'
  if (state === 'reviewed') return 'sign'
  if (runs === 0) return 'run'
  return open > 0 ? 'dispose' : 'review'
}

const sum = (counts: ReadonlyMap<string, number> | undefined) =>
  [...(counts?.values() ?? [])].reduce((a, b) => a + b, 0)

export function useDay(day: () => string): InspectedDay {
  const ofDay = () => ({ where: { day: { in: [day()] } }, search: '' })
  const days = useShortList('inspectionDay', ofDay)
  const runs = useShortList('inspectionRun', ofDay)
  const findings = useCounts('finding', 'state', ofDay)
  const orders = useCounts('rectificationOrder', 'state', ofDay)
  const shown = computed(() => days.value.value?.rows.find((row) => row.day === day()) ?? plannedDay(day()))
  const shownRuns = computed(() => runs.value.value?.rows.filter((run) => run.day === day()) ?? [])
  return {
    day: shown,
    runs: shownRuns,
    inspectedSites: computed(
      () => new Set(shownRuns.value.flatMap(({ sites }) => sites.map(({ siteId }) => siteId))).size,
    ),
    findings: computed(() => findings.value.value ?? new Map<string, number>()),
    findingsTotal: computed(() => sum(findings.value.value)),
    orders: computed(() => sum(orders.value.value)),
    step: computed(() => nextStepOf(shown.value.state, shownRuns.value.length, findings.value.value?.get('open') ?? 0)),
  }
}
