import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { commandRule, save, taken } from '#shared/domain/command-rule'
import { assertMaySteer, platformRunEdges, stopped } from '#shared/domain/platform-run-states'
import { nextState } from '#shared/domain/state-machine'

/** Lets the sites that are in hand be finished and takes up no more, until the run is resumed. */
export const rule = commandRule({
  type: 'run.pause',
  args: Type.Object({ runId: Id }, { additionalProperties: false }),
  right: 'inspection.run',
  anywhere: true,
  reads: ({ runId }) => ({ run: taken('platformRun', runId) }),
  decide({ run }, _args, { by, at }) {
    assertMaySteer(by, run)
    const state = nextState(platformRunEdges, run.state, 'pause')
    return [save('platformRun', { ...stopped(run, at), state })]
  },
})
