import { stopped } from '#shared/domain/platform-run-states'
import { steeringRule } from '#shared/domain/run-steering'

/** Ends a run. What was recorded of its sites stays; what is in hand is dropped. */
export const rule = steeringRule('cancel', (run, at) => ({ ...stopped(run, at), siteIds: null, finishedAt: at }))
