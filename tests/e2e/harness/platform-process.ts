import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'

/** The command line as it was built, beside the app folder that the tests are told. */
export const cliFile = (): string => path.resolve(process.env['ZHANQUN_APP'] ?? 'out/app', '../cli/zhanqun.mjs')

export interface PlatformProcessOptions {
  readonly port: number
  /** Where the demo's public pages are served. */
  readonly pagesPort: number
  /** Folder of its own PostgreSQL; not used where `databaseUrl` names one. */
  readonly data: string
  readonly databaseUrl?: string
  /** Size of the demo province. */
  readonly scale?: number
  /** Another build than the one under test. */
  readonly build?: string
  /** Hears what it says on stderr, line by line. */
  readonly tell?: (line: string) => void
}

const lastWords = 4000

/** `zhanqun platform --demo` in a process of its own. */
export class PlatformProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts it and waits until it answers. @throws Error with its last words when it ends before */
  static async start(options: PlatformProcessOptions): Promise<PlatformProcess> {
    const child = spawn(process.execPath, [options.build ?? cliFile(), ...argumentsFor(options)], {
      env: environmentFor(options.databaseUrl),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await untilStarted(child, options.tell ?? (() => undefined))
    return new PlatformProcess(child)
  }

  /** Asks it to end, as a service manager would, and waits for it. */
  stop(): Promise<void> {
    return this.end('SIGTERM')
  }

  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}

const argumentsFor = ({ port, pagesPort, data, scale = 1 }: PlatformProcessOptions) => [
  'platform',
  '--demo',
  ...['--port', String(port)],
  ...['--pages-port', String(pagesPort)],
  ...['--data', data],
  ...['--scale', String(scale)],
]

function environmentFor(databaseUrl: string | undefined): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...others } = process.env
  return databaseUrl ? { ...others, DATABASE_URL: databaseUrl } : others
}

function untilStarted(child: ChildProcess, tell: (line: string) => void): Promise<void> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-lastWords)
    for (const line of text.split('\n').filter(Boolean)) tell(line)
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the platform ended with ${code}: ${said}`)))
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('平台已启动')) resolve()
    })
  })
}

/** Ports that nobody listens on just now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listening))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listening(): Promise<ReturnType<typeof createServer>> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
