import { Child } from './child-process'

export interface PlatformSettings {
  readonly script: string
  readonly databaseUrl: string
  readonly port: number
  /** Worker processes of its own. */
  readonly workers?: number
}

/** `zhanqun platform` as a real process on a PostgreSQL that outlives it. */
export class PlatformChild {
  readonly #child: Child
  /** Resolves once it answers, or when it has ended before. */
  readonly settled: Promise<void>

  constructor({ script, databaseUrl, port, workers = 0 }: PlatformSettings) {
    const env = { ...process.env, DATABASE_URL: databaseUrl }
    this.#child = Child.start(script, ['platform', '--port', String(port), '--workers', String(workers)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const told = new Promise<void>((resolve) => {
      this.#child.process.stdout?.on('data', () => this.#child.said.includes('平台已启动') && resolve())
    })
    this.settled = Promise.race([told, this.#child.ended])
  }

  get isAlive(): boolean {
    return this.#child.isAlive
  }

  get said(): string {
    return this.#child.said
  }

  get pid(): number {
    return this.#child.process.pid ?? 0
  }

  kill(): Promise<boolean> {
    return this.#child.kill()
  }
}

/** Starts a platform and waits until it answers. @throws Error with its last words where it ended before */
export async function startedPlatform(settings: PlatformSettings): Promise<PlatformChild> {
  const child = new PlatformChild(settings)
  await child.settled
  if (!child.isAlive) throw new Error(`the platform ended by itself: ${child.said}`)
  return child
}
