import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { commandRule, save, taken } from '#shared/domain/command-rule'
import { assertMaySteer, platformRunEdges } from '#shared/domain/platform-run-states'
import { nextState } from '#shared/domain/state-machine'

/** Goes on with a paused run where it stopped. */
export const rule = commandRule({
  type: 'run.resume',
  args: Type.Object({ runId: Id }, { additionalProperties: false }),
  right: 'inspection.run',
  anywhere: true,
  reads: ({ runId }) => ({ run: taken('platformRun', runId) }),
  decide({ run }, _args, { by, at }) {
    assertMaySteer(by, run)
    const state = nextState(platformRunEdges, run.state, 'resume')
    return [save('platformRun', { ...run, state, activeSince: at, problem: null })]
  },
})
