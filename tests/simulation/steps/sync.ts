import type { StepKind } from '#tests/simulation/step'

/** The console notices that there may be something to send or to fetch. */
export const step: StepKind = {
  weight: 22,
  run: (_world, station) => station.doing((console) => console.stir('network')).then(() => undefined),
}
