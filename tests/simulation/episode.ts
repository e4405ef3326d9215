import { faultsOf } from './check'
import type { Databases } from './databases'
import { heal } from './heal'
import { stepKinds, type Step } from './step'
import { createWorld, type Break, type World } from './world'

export interface Setting {
  readonly databases: Databases
  readonly consoles: number
  readonly broken: Break | null
}

export interface Verdict {
  /** What was not as it has to be; empty for a good episode. */
  readonly faults: readonly string[]
  /** How many steps were taken until then. */
  readonly taken: number
  readonly counts: ReadonlyMap<string, number>
}

/** Between two times at which everything heals and is checked. */
const stretch = 100

/** Lives through a list of steps in a world of its own. Whatever throws is a fault too. */
export async function live({ databases, consoles, broken }: Setting, steps: readonly Step[]): Promise<Verdict> {
  const world = await createWorld(databases, consoles, broken)
  let taken = 0
  const verdict = (faults: readonly string[]): Verdict => ({ faults, taken, counts: world.counts })
  try {
    while (taken < steps.length) {
      for (const step of steps.slice(taken, taken + stretch)) {
        taken += 1
        await take(world, step)
        await broken?.afterStep?.(world)
      }
      const faults = [...(await heal(world, taken === steps.length)), ...(await faultsOf(world))]
      if (faults.length > 0) return verdict(faults)
    }
    return verdict([])
  } catch (error) {
    return verdict([error instanceof Error ? (error.stack ?? error.message) : String(error)])
  } finally {
    await world.stop()
  }
}

async function take(world: World, step: Step): Promise<void> {
  const station = world.stations[step.console % world.stations.length]
  if (!station) return
  world.clock.pass(Math.floor(step.a * 30_000))
  await stepKinds.get(step.kind)?.run(world, station, step)
}
