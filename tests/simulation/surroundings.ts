import { startDatabases, type Databases } from './databases'
import { installQueryFaults } from './query-fault'
import { installStillTimers } from './still-timers'

/** Prepares this process for simulations, once. */
export function startSimulator(): Promise<Databases> {
  installStillTimers()
  installQueryFaults()
  return startDatabases()
}
