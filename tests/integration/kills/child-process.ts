import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

const lastWords = 4_000

/** A child that is there to be killed. */
export class Child {
  readonly ended: Promise<void>
  #said = ''

  private constructor(readonly process: ChildProcess) {
    this.ended = new Promise((resolve) => process.once('exit', () => resolve()))
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#said = (this.#said + text).slice(-lastWords)))
  }

  static start(script: string, args: readonly string[], options: SpawnOptions): Child {
    return new Child(spawn(process.execPath, [script, ...args], options))
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  /** Its last words on both outputs. */
  get said(): string {
    return this.#said
  }

  /** Ends it without a word, as `kill -9` does. Answers whether it was still there to be killed. */
  async kill(): Promise<boolean> {
    this.process.kill('SIGKILL')
    await this.ended
    return this.process.signalCode === 'SIGKILL'
  }
}
