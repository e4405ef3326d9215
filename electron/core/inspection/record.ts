import { uuidv7 } from 'uuidv7'
import { submit, type Actor } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import { recordArgs, type RunFacts } from '#shared/inspection/hand-in/record-args'
import { split } from '#shared/inspection/hand-in/split'
import type { SiteInspection } from '#shared/inspection/site-inspection'

export interface FinishedRun extends RunFacts {
  readonly inspections: readonly SiteInspection[]
}

/** Hands the run in as commands; what belongs to one site stays in one of them. All of it is stored, or nothing. */
export function recordRun(store: Store, actor: Actor, { inspections, ...run }: FinishedRun): void {
  store.transaction(() => {
    split(inspections).forEach((pieces, index) => {
      const args = recordArgs({ ...run, runId: index === 0 ? run.runId : uuidv7() }, pieces)
      submit(store, actor, { type: 'inspection.record', args })
    })
  })
}
