import type { StepKind } from '#tests/simulation/step'

const tenYears = 10 * 365 * 24 * 3_600_000

/** Somebody sets a workstation's clock; one in three sets it right. */
export const step: StepKind = {
  weight: 1,
  run(world, station, { a, b }) {
    world.count('clock-set')
    station.skewMs = b < 0.33 ? 0 : Math.round((a * 2 - 1) * tenYears)
    return Promise.resolve()
  },
}
