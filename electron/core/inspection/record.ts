import { Value } from '@sinclair/typebox/value'
import { uuidv7 } from 'uuidv7'
import { submit, type Actor } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import { ObservedFinding } from '#shared/contract/finding'
import type { SiteResult } from '#shared/contract/inspection-run'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { split, type Piece } from './split'

export interface FinishedRun {
  readonly runId: string
  readonly planId: string
  readonly day: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly inspections: readonly SiteInspection[]
}

/** Hands the run in as commands; what belongs to one site stays in one of them. All of it is stored, or nothing. */
export function recordRun(store: Store, actor: Actor, run: FinishedRun): void {
  store.transaction(() => {
    split(run.inspections).forEach((pieces, index) => {
      const args = recordArgs({ ...run, runId: index === 0 ? run.runId : uuidv7() }, pieces)
      submit(store, actor, { type: 'inspection.record', args })
    })
  })
}

function recordArgs({ runId, planId, day, startedAt, finishedAt }: FinishedRun, pieces: readonly Piece[]) {
  return {
    runId,
    planId,
    day,
    startedAt,
    finishedAt,
    sites: pieces.map(({ inspection }) => siteResult(inspection)),
    findings: pieces.flatMap(({ inspection: { target }, findings }) =>
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
