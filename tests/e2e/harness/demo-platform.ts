import path from 'node:path'
import { query, type DemoDatabases } from './demo-database'
import { freePorts, PlatformProcess } from './platform-process'
import { WorkerProcess } from './worker-process'

/** A platform with a demo province of its own, which can be stopped, killed and started again at the same address. */
export class DemoPlatform {
  private running: PlatformProcess | undefined
  private backup: string | undefined

  private constructor(
    private readonly databases: DemoDatabases,
    private databaseUrl: string,
    private readonly port: number,
    private readonly pagesPort: number,
  ) {}

  static async start(databases: DemoDatabases): Promise<DemoPlatform> {
    const [port = 0, pagesPort = 0] = await freePorts(2)
    const platform = new DemoPlatform(databases, await databases.create(), port, pagesPort)
    await platform.start()
    return platform
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Starts it, also as another build. */
  async start(build?: string): Promise<void> {
    const { port, pagesPort, databaseUrl } = this
    const data = path.resolve('out/e2e-demo')
    this.running = await PlatformProcess.start({ port, pagesPort, databaseUrl, data, ...(build && { build }) })
  }

  async stop(): Promise<void> {
    await this.running?.stop()
  }

  async kill(): Promise<void> {
    await this.running?.kill()
  }

  /**
   * A second process that serves the public pages and nothing that the consoles know of, so that sites can be reached
   * while the platform can not. Plans point there from now on.
   */
  async servePagesApart(): Promise<PlatformProcess> {
    const [port = 0, pagesPort = 0] = await freePorts(2)
    return PlatformProcess.start({ port, pagesPort, databaseUrl: this.databaseUrl, data: path.resolve('out/e2e-demo') })
  }

  /** A worker on the platform's queue. */
  startWorker(): WorkerProcess {
    return WorkerProcess.start(this.databaseUrl)
  }

  /** What PostgreSQL itself says, past the platform. */
  async rows(statement: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return (await query(this.databaseUrl, statement, values)).rows
  }

  /** The one number that a statement answers. */
  async count(statement: string, ...values: readonly unknown[]): Promise<number> {
    const [row] = await this.rows(`select count(*) as n from (${statement}) as counted`, ...values)
    return Number(row?.['n'])
  }

  /** Keeps a copy of everything as it is now, as a nightly backup does. */
  async backUp(): Promise<void> {
    await this.stop()
    this.backup = await this.databases.copy(this.databaseUrl)
    await this.start()
  }

  /** Goes on with the copy: what came after it is gone. */
  async restore(): Promise<void> {
    if (this.backup === undefined) throw new Error('there is no backup')
    await this.stop()
    await this.databases.drop(this.databaseUrl)
    ;[this.databaseUrl, this.backup] = [this.backup, undefined]
    await this.start()
  }

  /** Stops it and forgets its province. */
  async remove(): Promise<void> {
    await this.stop()
    for (const url of [this.databaseUrl, this.backup]) if (url !== undefined) await this.databases.drop(url)
  }
}
