import { routes } from '#shared/contract/api'
import type { DigestAnswer, StretchStart } from '#shared/contract/digest'
import type { Line } from './line'

const [versionRows, contentRows, requestsAtOnce] = [5_000, 500, 2]

/** Asks for the digests that a console compares after it has signed in; what it would do with them costs the platform nothing. */
export class DigestWalk {
  #next: StretchStart | 'from-the-top' | null = 'from-the-top'

  constructor(private readonly line: Line) {}

  /** What is asked after one pull. True when there is more to ask. */
  async step(cursor: string): Promise<boolean> {
    if (this.#next === 'from-the-top') await this.#ask(cursor, 'contents', null, contentRows)
    for (let asked = 0; this.#next !== null && asked < requestsAtOnce; asked += 1) {
      const from = this.#next === 'from-the-top' ? null : this.#next
      this.#next = await this.#ask(cursor, 'versions', from, versionRows)
    }
    return this.#next !== null
  }

  async #ask(cursor: string, of: string, from: StretchStart | null, limit: number): Promise<StretchStart | null> {
    const start = from && { kind: from.kind, ...(from.below !== null && { below: from.below }) }
    const { next } = await this.line.call<DigestAnswer>(routes.digests, { query: { cursor, of, limit, ...start } })
    return next
  }
}
