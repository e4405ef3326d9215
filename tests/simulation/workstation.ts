import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createConsole, type Console } from '#core/console'
import { isAppError } from '#shared/contract/app-error'
import type { Operator } from '#shared/contract/operator'
import { bareNative } from '#tests/integration/core/surroundings'
import type { WorldClock } from './clock'
import { createLine, type Exchange, type Life, type Line } from './line'
import { password } from './province'
import type { Server } from './server'

export const address = 'http://platform.example'

/** One console on its own folder, at its end of the line. It can be killed and started again at any moment. */
export interface Workstation {
  readonly number: number
  readonly operator: Operator
  readonly folder: string
  readonly line: Line
  /** How far its clock is off. */
  skewMs: number
  /** The console, started and signed in where that is possible now; null where there is nothing to start from yet. */
  console(): Promise<Console | null>
  /** Runs a call of the desk until everything it set off has ended; a console killed meanwhile is started again. */
  doing<T>(work: (console: Console) => T | Promise<T>): Promise<T | null>
  signInAgain(): Promise<void>
  kill(): void
  /** In the midst of whatever is under way; who waits for that starts the console again. */
  endLife(): void
  stop(): Promise<void>
}

interface Place {
  readonly number: number
  readonly operator: Operator
  readonly folder: string
}

export function createWorkstation(place: Place, exchange: Exchange, server: Server, clock: WorldClock): Workstation {
  const { login } = place.operator
  const line = createLine(exchange, login)
  let present: { readonly console: Console; readonly life: Life } | null = null

  async function open(): Promise<Console | null> {
    const life = line.newLife()
    const console = createConsole({
      dataDir: place.folder,
      platform: address,
      native: bareNative(),
      pollMs: 3_600_000,
      now: () => clock.now() + workstation.skewMs,
      fetch: life.fetch,
    })
    const signedIn = await until(life, signIn(console))
    await settle()
    // Killed while it started, it is started again; the fault that killed it is over.
    if (life.isOver()) return open()
    if (!signedIn) return null
    present = { console, life }
    return console
  }

  const signIn = (console: Console) =>
    Promise.resolve(console.desk['session.signIn']({ platform: address, login, password })).then(
      () => true,
      (error: unknown) => {
        if (isAppError(error)) return false
        throw error
      },
    )

  const until = <T>(life: Life, work: Promise<T>): Promise<T | null> =>
    Promise.race([work, life.killed.then(() => null)])

  /** Consoles do nothing by themselves here, so once no request is under way and none follows, all is still. */
  async function settle(): Promise<void> {
    for (let still = 0, seen = server.traffic.requests; still < 3;) {
      await server.idle()
      await nextTurn()
      still = seen === server.traffic.requests ? still + 1 : 0
      seen = server.traffic.requests
    }
  }

  const workstation: Workstation = {
    ...place,
    line,
    skewMs: 0,
    console: () => (present ? Promise.resolve(present.console) : open()),
    async doing(work) {
      const console = await workstation.console()
      if (!console || !present) return null
      const { life } = present
      const result = await until(life, Promise.resolve(work(console))).finally(settle)
      if (!life.isOver()) return result
      present = null
      await open()
      return result
    },
    async signInAgain() {
      await workstation.doing(signIn)
    },
    kill() {
      present?.life.end()
      present = null
    },
    endLife: () => present?.life.end(),
    async stop() {
      line.plugged = false
      await present?.console.close()
      present = null
    },
  }
  return workstation
}

export const logOf = ({ folder }: Workstation): string => path.join(folder, 'log', 'core.log')
