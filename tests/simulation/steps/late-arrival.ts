import { oneOf } from '#tests/simulation/chance'
import type { StepKind } from '#tests/simulation/step'

/** A request that was on its way for long reaches the platform after what was sent later; nobody hears the answer. */
export const step: StepKind = {
  weight: 5,
  async run(world, _station, { a }) {
    const message = oneOf(world.late, a)
    if (!message) return
    world.late.splice(world.late.indexOf(message), 1)
    world.count('late-arrival')
    await world.server.deliver(message)
  },
}
