import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 4,
  run(world, station) {
    if (station.line.plugged) world.count('offline')
    station.line.plugged = false
    return Promise.resolve()
  },
}
