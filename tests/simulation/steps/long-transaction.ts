import type { StepKind } from '#tests/simulation/step'

/** The platform's own worker has written and commits much later, or does so now. */
export const step: StepKind = {
  weight: 3,
  async run(world) {
    if (await world.server.turnLongTransaction()) world.count('long-transaction')
  },
}
