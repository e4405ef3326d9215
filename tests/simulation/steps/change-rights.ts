import { oneOf } from '#tests/simulation/chance'
import { operators, rightsByTurns } from '#tests/simulation/province'
import type { StepKind } from '#tests/simulation/step'

/** Rights are taken or given back; mostly they are whole. */
export const step: StepKind = {
  weight: 1.5,
  async run(world, station, { a }) {
    const { id } = station.operator
    const turns = rightsByTurns[operators.findIndex((operator) => operator.id === id)] ?? []
    const rights = a < 0.5 ? turns[0] : oneOf(turns, (a - 0.5) * 2)
    if (!rights) return
    world.count(rights === turns[0] ? 'rights-granted' : 'rights-revoked')
    await world.server.setRights(id, rights)
  },
}
