import { startDatabases, type Databases } from './databases'
import { installDisks } from './disks'
import { installQueryFaults } from './query-fault'
import { installStillTimers } from './still-timers'

/** Prepares this process for simulations, once. */
export function startSimulator(): Promise<Databases> {
  installStillTimers()
  installQueryFaults()
  installDisks()
  return startDatabases()
}
