import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = { weight: 3, run: (_world, station) => station.signInAgain() }
