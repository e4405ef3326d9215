import { oneOf } from '#tests/simulation/chance'
import type { StepKind } from '#tests/simulation/step'

/** An operator drops what was parked, with the reason. */
export const step: StepKind = {
  weight: 2,
  async run(world, station, { a }) {
    await station.doing(async (console) => {
      const parked = oneOf(
        (await console.desk['outbox.list']({})).filter(({ state }) => state === 'parked'),
        a,
      )
      const remembered = parked && world.ledger.get(parked.id)
      if (!remembered) return
      await console.desk['outbox.discard']({ id: parked.id, reason: '以平台为准' })
      remembered.fate = 'discarded'
    })
  },
}
