import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 1,
  run(world, station) {
    world.count('end-session')
    return world.server.endSessions(station.operator.login)
  },
}
