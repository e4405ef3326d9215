import type { StepKind } from '#tests/simulation/step'

/** Time passes: minutes mostly, at times so long that sessions end. */
export const step: StepKind = {
  weight: 2,
  run(world, _station, { a, b }) {
    world.clock.pass(b < 0.85 ? a * 20 * 60_000 : a * 16 * 3_600_000)
    return Promise.resolve()
  },
}
