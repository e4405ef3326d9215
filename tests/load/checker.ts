import { setTimeout as delay } from 'node:timers/promises'
import type { FeedChange } from '#shared/contract/api'
import { FeedReader, isAudit, keyOf } from './feed'
import { Line, Refused } from './line'
import type { Measures } from './measures'
import type { Morning } from './prepare'

/** What one reader of the whole province was handed in the course of the day. */
export interface Seen {
  /** How often the feed told of each command that was applied. */
  readonly commands: ReadonlyMap<string, number>
  /** The last version of each row, by kind and id. */
  readonly versions: ReadonlyMap<string, number>
  /** Rows that came in a version that was not above the one before. */
  readonly disordered: readonly string[]
}

/** Reads the feed from before the day until everything is in, and keeps count. */
export class Checker {
  readonly #line: Line
  readonly #reader: FeedReader
  readonly #commands = new Map<string, number>()
  readonly #versions = new Map<string, number>()
  readonly #disordered: string[] = []
  #isOver = false
  #running: Promise<void> | null = null

  private constructor(platforms: readonly string[], measures: Measures, morning: Morning) {
    this.#line = new Line(platforms, measures, 0)
    this.#reader = new FeedReader(this.#line, morning.cursorOf(morning.checker), 500)
  }

  static async begin(platforms: readonly string[], measures: Measures, morning: Morning): Promise<Checker> {
    const checker = new Checker(platforms, measures, morning)
    await checker.#line.signIn(morning.checker.login, morning.password)
    checker.#running = checker.#read()
    return checker
  }

  /** Everything up to now, and no more. */
  async finish(): Promise<Seen> {
    const now = new Date().toISOString()
    this.#isOver = true
    await this.#running
    for (; this.#reader.caughtUpTo < now; await delay(50)) await this.#reader.pull((changes) => this.#take(changes))
    await this.#line.close()
    return { commands: this.#commands, versions: this.#versions, disordered: this.#disordered }
  }

  async #read(): Promise<void> {
    for (; !this.#isOver; await delay(250)) await this.#reader.pull((changes) => this.#take(changes)).catch(passOver)
  }

  #take(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      const { id } = change.entity
      const key = keyOf(change.entity.kind, id)
      if (change.version <= (this.#versions.get(key) ?? 0)) this.#disordered.push(`${key} at ${change.version}`)
      this.#versions.set(key, change.version)
      if (isAudit(change)) this.#commands.set(id, (this.#commands.get(id) ?? 0) + 1)
    }
  }
}

/** What could not be read now is read the next time. */
function passOver(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
