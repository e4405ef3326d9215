import { Value } from '@sinclair/typebox/value'
import { uuidv7 } from 'uuidv7'
import { submit, type Actor } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import { ObservedFinding } from '#shared/contract/finding'
import type { SiteResult } from '#shared/contract/inspection-run'
import type { SiteInspection } from '#shared/inspection/site-inspection'

export interface FinishedRun {
  readonly runId: string
  readonly planId: string
  readonly day: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly inspections: readonly SiteInspection[]
}

/** One command carries no more than this, so that a large run neither stalls the queue nor outgrows a request. */
const mostSites = 200
const mostFindings = 2_000

/** Hands the run in as commands; what belongs to one site stays in one of them. All of it is stored, or nothing. */
export function recordRun(store: Store, actor: Actor, run: FinishedRun): void {
  store.transaction(() => {
    split(run.inspections).forEach((inspections, index) => {
      const args = recordArgs({ ...run, runId: index === 0 ? run.runId : uuidv7(), inspections })
      submit(store, actor, { type: 'inspection.record', args })
    })
  })
}

function split(inspections: readonly SiteInspection[]): SiteInspection[][] {
  const groups: SiteInspection[][] = []
  let findings = 0
  for (const inspection of inspections) {
    const last = groups.at(-1)
    findings += inspection.findings.length
    if (last && last.length < mostSites && findings <= mostFindings) {
      last.push(inspection)
    } else {
      groups.push([inspection])
      findings = inspection.findings.length
    }
  }
  return groups
}

function recordArgs({ runId, planId, day, startedAt, finishedAt, inspections }: FinishedRun) {
  return {
    runId,
    planId,
    day,
    startedAt,
    finishedAt,
    sites: inspections.map(siteResult),
    findings: inspections.flatMap(({ target, findings }) =>
      findings.map((observed) => ({ siteId: target.siteId, observed: Value.Clean(ObservedFinding, { ...observed }) })),
    ),
  }
}

export const siteResult = ({ target, isReachable, failure, ...seen }: SiteInspection): SiteResult => ({
  siteId: target.siteId ?? '',
  reachable: isReachable,
  failedHere: failure !== undefined,
  milliseconds: Math.round(seen.milliseconds),
  pages: seen.pages.length,
  links: seen.links.length,
  findings: seen.findings.length,
})
