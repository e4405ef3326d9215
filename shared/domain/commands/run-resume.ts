import { steeringRule } from '#shared/domain/run-steering'

/** Goes on with a paused run where it stopped. */
export const rule = steeringRule('resume', (_run, at) => ({ activeSince: at, problem: null }))
