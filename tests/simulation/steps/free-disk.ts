import { freeDisk } from '#tests/simulation/disks'
import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 2,
  run(_world, station) {
    freeDisk(station.folder)
    return Promise.resolve()
  },
}
