import type { InspectionRun } from '#shared/contract/inspection-run'

/** The runs of a day as people count them: the parts of a platform's run are one, however many workers recorded it. */
export function runsOfDay(parts: readonly InspectionRun[]): readonly InspectionRun[] {
  const runs = new Map<string, InspectionRun>()
  for (const part of parts) {
    const key = part.platformRunId ?? part.id
    const before = runs.get(key)
    runs.set(key, before ? joined(before, part) : part)
  }
  return [...runs.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
}

const joined = (one: InspectionRun, other: InspectionRun): InspectionRun => ({
  ...one,
  startedAt: one.startedAt < other.startedAt ? one.startedAt : other.startedAt,
  finishedAt: one.finishedAt > other.finishedAt ? one.finishedAt : other.finishedAt,
  sites: [...one.sites, ...other.sites],
})
