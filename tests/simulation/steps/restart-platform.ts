import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 0.3,
  run(world) {
    world.count('restart-platform')
    return world.server.restart()
  },
}
