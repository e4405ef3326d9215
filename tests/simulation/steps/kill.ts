import type { StepKind } from '#tests/simulation/step'

/** A console ends while nothing is under way, and is started at some later step. */
export const step: StepKind = {
  weight: 1,
  run(world, station) {
    world.count('kill-idle')
    station.kill()
    return Promise.resolve()
  },
}
