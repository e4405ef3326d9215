import { Value } from '@sinclair/typebox/value'
import { ObservedFinding } from '#shared/contract/finding'
import type { SiteResult } from '#shared/contract/inspection-run'
import { availabilityOf, daysBefore, officialAvailability } from '#shared/inspection/availability'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { Piece } from './split'

/** What a run is called where its results are handed in; instants in UTC, `day` in the province. */
export interface RunFacts {
  readonly runId: string
  readonly planId: string
  readonly platformRunId?: string
  readonly day: string
  readonly startedAt: string
  readonly finishedAt: string
}

/** The arguments of `inspection.record` for a group of inspections that fits one command (see `split`). */
export const recordArgs = (run: RunFacts, pieces: readonly Piece[]) => ({
  ...run,
  sites: pieces.map(({ inspection }) => siteResult(inspection, run.day)),
  findings: pieces.flatMap(({ inspection: { target }, findings }) =>
    findings.map((observed) => ({ siteId: target.siteId, observed: Value.Clean(ObservedFinding, { ...observed }) })),
  ),
})

/** A site's inspection in figures, with what the probes of the week before the day said. */
export const siteResult = (
  { target, isReachable, failure, faultyLinks, ...seen }: SiteInspection,
  day: string,
): SiteResult => ({
  siteId: target.siteId ?? '',
  reachable: isReachable,
  failedHere: failure !== undefined,
  milliseconds: Math.round(seen.milliseconds),
  pages: seen.pages,
  links: seen.links,
  findings: seen.findings.length,
  complete: failure === undefined && faultyLinks.every(({ verdict }) => verdict !== 'failed-here'),
  ...probedWeek(target, day),
})

function probedWeek({ probed = [] }: SiteInspection['target'], day: string): Pick<SiteResult, 'probed'> {
  const { counted, failed } = availabilityOf(daysBefore(probed, day, officialAvailability.days), officialAvailability)
  return counted === 0 ? {} : { probed: { counted, failed } }
}
