import { oneOf } from '#tests/simulation/chance'
import { requestFaults } from '#tests/simulation/faults'
import type { StepKind } from '#tests/simulation/step'

/** A console syncs and something befalls one of the requests: the line, the console or the platform fails in its midst. */
export const step: StepKind = {
  weight: 14,
  async run(_world, station, { a, b }) {
    const kind = oneOf(requestFaults, a)
    if (!kind) return
    // Most syncs take two or three requests, first ones some twenty.
    const left = b < 0.7 ? Math.floor((b / 0.7) * 3) : Math.floor(((b - 0.7) / 0.3) * 20)
    station.line.fault = { kind, left, part: (b * 97) % 1 }
    await station.doing((console) => console.stir('network'))
  },
}
