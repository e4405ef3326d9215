import { freeDisk } from './disks'
import type { World } from './world'

const mostRounds = 12

/**
 * All faults end, everybody signs in again and syncs until nothing moves any more; `isThorough` has the consoles compare
 * their rows with the platform's by themselves. Answers what kept on moving.
 */
export async function heal(world: World, isThorough: boolean): Promise<string[]> {
  const { server, stations } = world
  await server.endLongTransaction()
  for (const message of world.late.splice(0)) await server.deliver(message)
  for (const station of stations) {
    freeDisk(station.folder)
    station.line.plugged = true
    station.line.schemaOffset = 0
    station.line.fault = null
    await station.signInAgain()
  }
  for (let round = 0; round < mostRounds; round += 1) {
    const before = server.traffic.loads
    for (const station of stations) await station.doing((console) => console.stir('network'))
    if (server.traffic.loads > before) continue
    if (!isThorough) return []
    for (const station of stations) await station.doing((console) => console.desk['sync.now']({}))
    if (server.traffic.loads === before) return []
  }
  return [`after ${mostRounds} rounds of syncing something still moves`]
}
