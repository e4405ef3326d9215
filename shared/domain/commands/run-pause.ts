import { stopped } from '#shared/domain/platform-run-states'
import { steeringRule } from '#shared/domain/run-steering'

/** Lets the sites that are in hand be finished and takes up no more, until the run is resumed. */
export const rule = steeringRule('pause', stopped)
