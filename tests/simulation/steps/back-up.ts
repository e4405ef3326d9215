import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = { weight: 0.6, run: (world) => world.server.backUp() }
