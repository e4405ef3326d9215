import { isAppError } from '#shared/contract/app-error'
import type { StepKind } from '#tests/simulation/step'
import { anyOf } from '#tests/simulation/submitting'

/** Somebody who may looks at a reviewed day's log and signs it, with a key that is registered at the first time. */
export const step: StepKind = {
  weight: 5,
  async run(world, station, { a }) {
    await station.doing(async (console) => {
      const day = await anyOf(console, 'inspectionDay', a, ({ state }) => state === 'reviewed')
      if (!day) return
      const before = new Set((await console.desk['outbox.list']({})).map(({ id }) => id))
      try {
        const { hash } = await console.desk['log.preview']({ day: day.day })
        // Both in one go: once the event loop turns, the command may be under way and gone from the list.
        const signing = console.desk['log.sign']({ day: day.day, seen: hash })
        const [, listed] = await Promise.all([signing, console.desk['outbox.list']({})])
        for (const { id, type, args } of listed.filter((unsent) => !before.has(unsent.id))) {
          const promise = { id, console: station.number, type, args: args as Record<string, unknown> }
          world.ledger.set(id, { ...promise, saw: {}, fate: 'given', undoneByRestore: false })
        }
        world.count('day signed')
      } catch (error) {
        if (!isAppError(error)) throw error
        world.count('refused on the spot')
      }
    })
  },
}
