import { oneOf } from '#tests/simulation/chance'
import { remembering } from '#tests/simulation/submitting'
import type { StepKind } from '#tests/simulation/step'

/** An operator takes back one of the last things done at this console. */
export const step: StepKind = {
  weight: 3,
  async run(world, station, { a }) {
    const own = [...world.ledger.values()].filter(({ console }) => console === station.number).slice(-8)
    const last = oneOf(own, a)
    if (!last) return
    await station.doing(async (console) => {
      const intent = { type: `undo of ${last.type}`, args: {}, saw: [] }
      await remembering(world, station, console, intent, () => console.desk['commands.undo']({ id: last.id }))
    })
  },
}
