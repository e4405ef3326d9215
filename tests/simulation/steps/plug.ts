import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 5,
  run(_world, station) {
    station.line.plugged = true
    return Promise.resolve()
  },
}
