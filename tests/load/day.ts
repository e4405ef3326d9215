import { connectDatabase } from '#platform/database/connect'
import { migrate } from '#platform/database/migrate'
import type { Outcome } from '#shared/contract/command'
import { createChance } from '#tests/chance'
import { freePorts } from '#tests/e2e/harness/platform-process'
import { startedPlatform, type PlatformChild } from '#tests/integration/kills/platform-child'
import { Checker } from './checker'
import { DayClock } from './clock'
import { LoadConsole } from './console'
import { serverProcess, sizeOf, type DatabaseSize } from './growth'
import { Measures } from './measures'
import { prepareMorning } from './prepare'
import { UsageWatch, type Usage } from './usage'
import { judgeDay, versionsOf, type Verdict } from './verdict'

export interface Course {
  readonly consoles: number
  readonly minutes: number
  readonly platforms: number
  /** Things that each operator does. */
  readonly perDay: number
  /** Of the demo province; 0: a few sites. */
  readonly scale: number
  readonly seed: number
}

export interface Surroundings {
  readonly databaseUrl: string
  /** The built `zhanqun.mjs`. */
  readonly script: string
  readonly tell: (line: string) => void
}

export interface Day {
  readonly course: Course
  readonly measures: Measures
  readonly verdict: Verdict
  readonly seconds: number
  readonly usage: { readonly platforms: Usage; readonly database: Usage; readonly consoles: Usage }
  readonly size: { readonly before: DatabaseSize; readonly after: DatabaseSize }
}

/** A working day at many consoles, on platforms and a database that are what they are in production. */
export async function liveDay(course: Course, { databaseUrl, script, tell }: Surroundings): Promise<Day> {
  const db = connectDatabase(databaseUrl)
  let children: PlatformChild[] = []
  try {
    await migrate(db)
    tell('preparing the province')
    const morning = await prepareMorning(db, course)
    const ports = await freePorts(course.platforms)
    children = await Promise.all(ports.map((port) => startedPlatform({ script, databaseUrl, port })))
    const platforms = ports.map((port) => `http://127.0.0.1:${port}`)
    const [before, versions] = [await sizeOf(db), await versionsOf(db)]
    const watches = {
      platforms: new UsageWatch(children.map(({ pid }) => pid)),
      database: new UsageWatch([await serverProcess(db)]),
      consoles: new UsageWatch([]),
    }
    const measures = new Measures()
    const checker = await Checker.begin(platforms, new Measures(), morning)
    const clock = new DayClock(course.minutes)
    const office = { platforms, measures, morning, clock, versions }
    const consoles = morning.seats.map((seat) => new LoadConsole(seat, office, createChance(course.seed + seat.number)))
    tell(`it is eight o'clock for ${consoles.length} consoles`)
    const progress = setInterval(() => tell(progressOf(measures, clock)), 10_000)
    const own = process.cpuUsage()
    await Promise.all(consoles.map((console) => console.live())).finally(() => clearInterval(progress))
    const seconds = clock.now() * course.minutes * 60
    const { user, system } = process.cpuUsage(own)
    const usage = {
      platforms: watches.platforms.end(),
      database: watches.database.end(),
      consoles: { ...watches.consoles.end(), cpuSeconds: (user + system) / 1e6 },
    }
    const after = await sizeOf(db)
    const judged = new Map(consoles.flatMap(({ outbox }): [string, Outcome['result']][] => [...outbox.judged]))
    const verdict = await judgeDay(db, { judged, seen: await checker.finish(), before: versions })
    return { course, measures, verdict, seconds, usage, size: { before, after } }
  } finally {
    await Promise.all(children.map((child) => child.kill()))
    await db.destroy()
  }
}

const progressOf = ({ requests, outcomes, lag, streams }: Measures, clock: DayClock): string => {
  const time = 8 * 60 + Math.round(clock.now() * 600)
  const judged = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
  const hour = `${Math.floor(time / 60)}:${String(time % 60).padStart(2, '0')}`
  return `${hour}: ${requests} requests, ${judged} commands, ${streams.open} streams, lag p95 ${lag.quantile(0.95).toFixed(0)} ms`
}
