import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import type { PlatformRun } from '#shared/contract/platform-run'
import { commandRule, save, taken } from './command-rule'
import { assertMaySteer, platformRunEdges } from './platform-run-states'
import { nextState } from './state-machine'

/** A command that steers a platform run along an edge of its states; `change` is what else becomes of the run. */
export const steeringRule = (
  edge: 'pause' | 'resume' | 'cancel',
  change: (run: PlatformRun, at: string) => Partial<PlatformRun>,
) =>
  commandRule({
    type: `run.${edge}`,
    args: Type.Object({ runId: Id }, { additionalProperties: false }),
    right: 'inspection.run',
    anywhere: true,
    reads: ({ runId }) => ({ run: taken('platformRun', runId) }),
    decide({ run }, _args, { by, at }) {
      assertMaySteer(by, run)
      return [save('platformRun', { ...run, ...change(run, at), state: nextState(platformRunEdges, run.state, edge) })]
    },
  })
