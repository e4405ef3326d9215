import type { Static } from '@sinclair/typebox'
import { uuidv7 } from 'uuidv7'
import { routes } from '#shared/contract/api'
import { schemaVersion, type Command, type Outcome } from '#shared/contract/command'
import type { Order } from './deeds'
import { keyOf } from './feed'
import { Refused, type Line } from './line'
import type { Measures } from './measures'

type Sent = Static<typeof routes.sendCommands.response>

const mostAtOnce = 100

/** What an operator did, until the platform has judged it. */
export class Outbox {
  readonly #device = uuidv7()
  #n = 0
  readonly #waiting: Command[] = []
  /** What became of each command, by its id. */
  readonly judged = new Map<string, Outcome['result']>()
  /** Entities with a command on its way. */
  readonly touched = new Map<string, string>()

  constructor(
    private readonly author: string,
    private readonly measures: Measures,
  ) {}

  get waiting(): number {
    return this.#waiting.length
  }

  put({ type, args, on }: Order, versionOf: (key: string) => number): void {
    this.#n += 1
    const command: Command = {
      ...{ id: uuidv7(), device: this.#device, n: this.#n, author: this.author, type, args, schema: schemaVersion },
      base: on.map((entity) => ({ entity, version: versionOf(keyOf(entity.kind, entity.id)) })),
      madeAt: new Date().toISOString(),
    }
    this.#waiting.push(command)
    for (const { kind, id } of on) this.touched.set(keyOf(kind, id), command.id)
  }

  /** Sends all that waits, in order, again where no answer came. @throws Refused where the platform can't take it now */
  async send(line: Line): Promise<void> {
    while (this.#waiting.length > 0) {
      const commands = this.#waiting.slice(0, mostAtOnce)
      const { outcomes } = await line.call<Sent>(routes.sendCommands, { body: { device: this.#device, commands } })
      for (const outcome of outcomes) this.#settle(outcome)
      if (outcomes.length < commands.length || outcomes.some(isLater)) throw new Refused(503, 'retry-later', null)
    }
  }

  #settle(outcome: Outcome): void {
    const [first] = this.#waiting
    if (first?.id !== outcome.id) throw new Error(`an outcome for ${outcome.id}, and not for ${String(first?.id)}`)
    this.measures.judged(outcome.result)
    if (isLater(outcome)) return
    this.#waiting.shift()
    this.judged.set(first.id, outcome.result)
    if (outcome.result !== 'applied') this.letGo(first.id)
  }

  /** The rows of a command have come back in the feed, or never will. */
  letGo(commandId: string): void {
    for (const [key, id] of this.touched) if (id === commandId) this.touched.delete(key)
  }
}

const isLater = ({ result }: Outcome): boolean => result === 'retry-later'
