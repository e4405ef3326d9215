import { oneOf } from '#tests/simulation/chance'
import type { StepKind } from '#tests/simulation/step'

/** The console is of a build that is too old for the platform, or newer than it; mostly they fit. */
export const step: StepKind = {
  weight: 1,
  run(world, { line }, { a }) {
    line.schemaOffset = oneOf([0, 0, -1, 1] as const, a) ?? 0
    if (line.schemaOffset !== 0) world.count(line.schemaOffset < 0 ? 'schema-too-old' : 'schema-newer')
    return Promise.resolve()
  },
}
