import { AppError } from '#shared/contract/app-error'
import { Child } from './child-process'
import type { Answer, Asked, CallInput, CallName, CallOutput, Order } from './orders'

/** Told to whoever waits for an answer of a console that was killed: nobody knows whether it was done. */
export class KilledMeanwhile extends Error {}

/** A refusal of the console, or of the platform behind it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** A console that runs as a real process over its data folder. */
export class CoreChild implements Asked {
  readonly #child: Child
  readonly #waiting = new Map<number, (answer: Answer | null) => void>()
  #lastId = 0

  constructor(script: string, dataDir: string) {
    this.#child = Child.start(script, [dataDir], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    this.#child.process.on('message', (answer: Answer) => this.#settle(answer.id, answer))
    void this.#child.ended.then(() => [...this.#waiting.keys()].forEach((id) => this.#settle(id, null)))
  }

  get isAlive(): boolean {
    return this.#child.isAlive
  }

  get said(): string {
    return this.#child.said
  }

  /** @throws KilledMeanwhile, Refused */
  async ask<C extends CallName>(call: C, input: CallInput<C>): Promise<CallOutput<C>> {
    const answer = await this.#order({ id: ++this.#lastId, call, input })
    if (answer === null) throw new KilledMeanwhile(`the console was killed during ${call}`)
    if (!answer.ok) throw new Refused(answer.code, answer.message)
    return answer.value as CallOutput<C>
  }

  kill(): Promise<boolean> {
    return this.#child.kill()
  }

  #order(order: Order): Promise<Answer | null> {
    if (!this.isAlive) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#waiting.set(order.id, resolve)
      // What can't be sent any more is answered by the end of the process.
      this.#child.process.send(order, () => undefined)
    })
  }

  #settle(id: number, answer: Answer | null): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }
}

/** A bug in the console is never a refusal that one may pass over. @throws AppError `internal` */
export function assertNoBug(error: unknown): void {
  if (error instanceof Refused && ['bug', 'internal', 'unreadable', 'locked'].includes(error.code))
    throw new AppError('internal', `${error.code}: ${error.message}`)
}
