import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { commandRule, save, taken } from '#shared/domain/command-rule'
import { assertMaySteer, platformRunEdges, stopped } from '#shared/domain/platform-run-states'
import { nextState } from '#shared/domain/state-machine'

/** Ends a run. What was recorded of its sites stays; what is in hand is dropped. */
export const rule = commandRule({
  type: 'run.cancel',
  args: Type.Object({ runId: Id }, { additionalProperties: false }),
  right: 'inspection.run',
  anywhere: true,
  reads: ({ runId }) => ({ run: taken('platformRun', runId) }),
  decide({ run }, _args, { by, at }) {
    assertMaySteer(by, run)
    const state = nextState(platformRunEdges, run.state, 'cancel')
    return [save('platformRun', { ...stopped(run, at), state, siteIds: null, finishedAt: at })]
  },
})
