import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createWorldClock, type WorldClock } from './clock'
import type { Databases } from './databases'
import { inMemory } from './in-memory'
import type { Ledger } from './ledger'
import type { Exchange } from './line'
import type { Answer, Message } from './message'
import { operators } from './province'
import { startServer, type Server } from './server'
import { createWorkstation, type Workstation } from './workstation'

/** Hands the message on, or another one instead. */
export type Pass = (instead?: Message) => Promise<Answer>

/** A rule of the product that is broken on purpose, from outside its code. */
export interface Break {
  readonly name: string
  /** Stands between a console and the platform. */
  between?(world: World, station: Workstation, message: Message, pass: Pass): Promise<Answer>
  /** Does its harm after each step. */
  afterStep?(world: World): Promise<void>
}

/** Everything of one episode: the platform, the consoles, and what the operators remember. */
export interface World {
  readonly server: Server
  readonly stations: readonly Workstation[]
  readonly clock: WorldClock
  readonly ledger: Ledger
  /** Requests that are still on their way. */
  readonly late: Message[]
  /** How often each kind of step and fault happened. */
  readonly counts: Map<string, number>
  count(name: string): void
  /** A number that was never given before in this episode: makes every value new. */
  fresh(): number
  stop(): Promise<void>
}

export async function createWorld(databases: Databases, consoles: number, broken: Break | null): Promise<World> {
  const clock = createWorldClock()
  const server = await startServer(databases, clock)
  const folder = await mkdtemp(path.join(inMemory, 'zhanqun-simulation-'))
  const counts = new Map<string, number>()
  const late: Message[] = []
  let latest = 0
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1)
  const stations: Workstation[] = []

  const world: World = {
    server,
    stations,
    clock,
    ledger: new Map(),
    late,
    counts,
    count,
    fresh: () => (latest += 1),
    async stop() {
      for (const station of stations) await station.stop()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }

  for (let number = 0; number < consoles; number += 1) {
    const operator = operators[number % operators.length]
    if (!operator) throw new Error('there are no operators')
    const exchange: Exchange = {
      deliver(message) {
        const [station, pass] = [stations[number], (instead = message) => server.deliver(instead)]
        return broken?.between && station ? broken.between(world, station, message, pass) : pass()
      },
      deliverLater: (message) => void late.push(message),
      endSessions: (login) => server.endSessions(login),
      deliverInto: (message, trouble, part) => server.deliverInto(message, trouble, part),
      count,
    }
    const place = { number, operator, folder: path.join(folder, String(number)) }
    stations.push(createWorkstation(place, exchange, server, clock))
  }
  return world
}
