import { fillDisk } from '#tests/simulation/disks'
import type { StepKind } from '#tests/simulation/step'

/** A workstation's disk has no room any more: what needs another page of the database fails, also in a sync's midst. */
export const step: StepKind = {
  weight: 2,
  run(world, station) {
    world.count('disk-full')
    fillDisk(station.folder)
    return Promise.resolve()
  },
}
