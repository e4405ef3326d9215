import type { StepKind } from '#tests/simulation/step'

/** The platform's database is put back to where it was when the last backup was made. */
export const step: StepKind = {
  weight: 0.4,
  async run(world) {
    const undone = await world.server.restore()
    if (undone === null) return
    world.count('restore')
    // What was on its way then was on its way to a platform that is no more.
    world.late.length = 0
    for (const id of undone) {
      const remembered = world.ledger.get(id)
      if (remembered) remembered.undoneByRestore = true
      world.count('command undone by a restore')
    }
  },
}
