import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { joinPage, type Page } from './page'

/** One Electron, started as a user would. */
export interface ElectronRun {
  readonly process: number
  /** When it was started, on the clock of Date.now. */
  readonly startedAt: number
  readonly page: Page
  /** When it first wrote this line on its output. */
  said(line: string): Promise<number>
  close(): Promise<void>
}

export interface ElectronOptions {
  readonly electron: string
  readonly app: string
  /** How its page's address begins. */
  readonly address: string
  readonly env?: Readonly<Record<string, string>>
}

const patienceMs = 8_000
const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

export async function runElectron({ electron, app, address, env }: ElectronOptions): Promise<ElectronRun> {
  const startedAt = performance.timeOrigin + performance.now()
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0', app]
  const child = spawn(electron, flags, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const lines = new Lines(child)
  const page = await joinPage(await debuggingPort(lines), address)
  return {
    process: child.pid ?? 0,
    startedAt,
    page,
    said: async (line) => (await lines.find((text) => text.includes(line))).at,
    async close() {
      page.close()
      await end(child)
      running.delete(child)
    },
  }
}

async function debuggingPort(lines: Lines): Promise<number> {
  const pattern = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/
  const { text } = await lines.find((line) => pattern.test(line))
  return Number(pattern.exec(text)?.[1])
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([ended, delay(patienceMs).then(() => child.kill('SIGKILL'))])
  await ended
}

interface Line {
  readonly text: string
  readonly at: number
}

/** What a program says on both its outputs, and when. */
class Lines {
  readonly #said: Line[] = []
  readonly #heard = new Set<() => void>()
  #hasEnded = false

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.#add(text))
    child.once('exit', () => {
      this.#hasEnded = true
      this.#heard.forEach((hear) => hear())
    })
  }

  find(matches: (text: string) => boolean): Promise<Line> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const line = this.#said.find(({ text }) => matches(text))
        if (!line && !this.#hasEnded) return
        this.#heard.delete(look)
        if (line) resolve(line)
        else reject(new Error(`Electron ended: ${this.#said.map(({ text }) => text).join('\n')}`))
      }
      this.#heard.add(look)
      look()
    })
  }

  #add(text: string): void {
    const at = performance.timeOrigin + performance.now()
    this.#said.push(...text.split('\n').map((line) => ({ text: line, at })))
    this.#heard.forEach((hear) => hear())
  }
}
