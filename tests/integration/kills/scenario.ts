import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { connectDatabase } from '#platform/database/connect'
import { migrate } from '#platform/database/migrate'
import type { Database } from '#platform/database/schema'
import { createChance, type Chance } from '#tests/chance'
import { freePorts } from '#tests/e2e/harness/platform-process'
import { createTestDatabase } from '#tests/postgres'
import { PlatformChild, startedPlatform, type PlatformSettings } from './platform-child'
import { settle, type Settled } from './settled'
import { Workstation } from './workstation'
import { createWorld, type World } from './world'

export interface Course {
  readonly seed: number
  /** How many processes are killed. */
  readonly kills: number
  /** Milliseconds between two kills at most. */
  readonly pace: number
  /** Folder of the bundles that are started. */
  readonly bundles: string
  readonly tell?: (line: string) => void
}

export interface Run extends Settled {
  readonly killed: { readonly core: number; readonly platform: number }
  readonly acknowledged: number
  /** Deeds whose answer a kill cut off: done or not, but never half and never twice. */
  readonly unknown: number
  readonly refusedHere: number
}

const operators = 2
const healWithinMs = 120_000

/** Work at two consoles while consoles and platform are killed at random moments; then all is healed and counted. */
export async function runKills(course: Course): Promise<Run> {
  const database = await createTestDatabase()
  const db = connectDatabase(database.url)
  const chance = createChance(course.seed)
  const script = `${course.bundles}/zhanqun.mjs`
  let stations: Workstation[] = []
  let platform: Platform | null = null
  try {
    await migrate(db)
    const world = await createWorld(db, { operators, inReview: 40 + course.kills * 8, days: 10 + course.kills * 2 })
    const [port = 0] = await freePorts(1)
    platform = await Platform.start({ script, databaseUrl: database.url, port })
    stations = await stationsFor(course, world, `http://127.0.0.1:${port}`)
    await Promise.all(stations.map((station) => station.heal()))
    const working = Promise.all(stations.map((station) => station.work()))
    const killed = await Promise.race([killAll(course, chance, platform, stations), working.then(neverEnds)])
    for (const station of stations) station.stopWorking()
    await working
    return { ...(await heal(db, world, platform, stations)), ...summed(stations), killed }
  } finally {
    await Promise.all(stations.map((station) => station.remove()))
    await platform?.kill()
    await db.destroy()
    await database.drop()
  }
}

const neverEnds = (): never => {
  throw new Error('the work ended before the kills did')
}

const stationsFor = (course: Course, world: World, platformUrl: string) =>
  Promise.all(
    world.operators.map((operator, index) =>
      Workstation.create({
        name: operator.name,
        chance: createChance(course.seed * 31 + index),
        world,
        // A text is approved once, and one hand signs: two of them would each refuse the other's chain.
        inReview: world.inReview.filter((_, n) => n % world.operators.length === index),
        days: index === 0 ? world.days : [],
        script: `${course.bundles}/core.mjs`,
        platformUrl,
        operator,
      }),
    ),
  )

/** The platform's process and the one that follows it after each kill. */
class Platform {
  private constructor(
    private readonly settings: PlatformSettings,
    private child: PlatformChild,
  ) {}

  static async start(settings: PlatformSettings): Promise<Platform> {
    return new Platform(settings, await startedPlatform(settings))
  }

  get said(): string {
    return `the platform ${this.child.isAlive ? 'runs' : 'has ended'}: ${this.child.said}`
  }

  kill(): Promise<boolean> {
    return this.child.kill()
  }

  /** The next kill may come before this one answers. @throws Error where the former ended without being killed */
  restart(): void {
    if (this.child.isAlive) throw new Error('the platform runs already')
    this.child = new PlatformChild(this.settings)
  }
}

async function killAll(course: Course, chance: Chance, platform: Platform, stations: readonly Workstation[]) {
  const killed = { core: 0, platform: 0 }
  while (killed.core + killed.platform < course.kills) {
    await pause(course.pace * (0.1 + 0.9 * chance.fraction()))
    if (chance.below(2) === 0) {
      if (await chance.oneOf(stations).kill()) killed.core += 1
    } else {
      if (!(await platform.kill())) throw new Error('the platform had ended by itself')
      killed.platform += 1
      await pause(chance.below(course.pace / 2))
      platform.restart()
    }
    course.tell?.(`${killed.core + killed.platform} of ${course.kills} killed`)
  }
  return killed
}

async function heal(
  db: Kysely<Database>,
  world: World,
  platform: Platform,
  stations: readonly Workstation[],
): Promise<Settled> {
  const healing = Promise.all(
    stations.map(async (station) => ({ core: await station.heal(), acknowledged: station.acknowledged })),
  )
  const tooLong = new AbortController()
  const healed = await Promise.race([
    healing,
    pause(healWithinMs, null, { signal: tooLong.signal, ref: false }).catch(() => null),
  ])
  tooLong.abort()
  if (!healed)
    throw new Error(
      ['the consoles did not come into step', ...stations.map((station) => station.describe()), platform.said].join(
        '\n',
      ),
    )
  return settle(db, world, healed)
}

const summed = (stations: readonly Workstation[]) => ({
  acknowledged: stations.reduce((sum, station) => sum + station.acknowledged.length, 0),
  unknown: stations.reduce((sum, station) => sum + station.unknown, 0),
  refusedHere: stations.reduce((sum, station) => sum + station.refusedHere, 0),
})
