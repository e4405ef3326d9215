import { isAppError } from '#shared/contract/app-error'
import { oneOf } from '#tests/simulation/chance'
import type { StepKind } from '#tests/simulation/step'

/** An operator does again what was parked, on the version that is there now. */
export const step: StepKind = {
  weight: 4,
  async run(world, station, { a }) {
    await station.doing(async (console) => {
      const before = await console.desk['outbox.list']({})
      const parked = oneOf(
        before.filter(({ state }) => state === 'parked'),
        a,
      )
      const remembered = parked && world.ledger.get(parked.id)
      if (!remembered) return
      try {
        const [retried, listed] = [console.desk['outbox.retry']({ id: parked.id }), console.desk['outbox.list']({})]
        await retried
        remembered.fate = 'remade'
        const known = new Set(before.map(({ id }) => id))
        for (const { id } of (await listed).filter((unsent) => !known.has(unsent.id))) {
          world.ledger.set(id, { ...remembered, id, saw: {}, fate: 'given', undoneByRestore: false })
        }
      } catch (error) {
        if (!isAppError(error)) throw error
        world.count('refused on the spot')
      }
    })
  },
}
