import { AppError } from '#shared/contract/app-error'

/** Lets only so many do a costly thing at once; the others wait, but not for longer than makes sense. */
export interface Turns {
  /** @throws AppError `unavailable` with `retryAfter` in seconds where the wait would be too long */
  assertSoon(): void
  take<T>(work: () => Promise<T>): Promise<T>
}

interface Options {
  readonly atOnce: number
  readonly longestWaitMs: number
  /** What whoever is turned away is told. */
  readonly busy: string
}

/** How much the last one counts for how long one is expected to take. */
const newestShare = 0.2

export function createTurns({ atOnce, longestWaitMs, busy }: Options): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  let usualMs = 0

  function assertSoon(): void {
    const waitMs = (usualMs * waiting.length) / atOnce
    if (running < atOnce || waitMs <= longestWaitMs) return
    throw new AppError('unavailable', busy, { retryAfter: Math.ceil(waitMs / 2_000) })
  }

  /** Whoever leaves hands the place on, so that nobody who comes just then is faster. */
  function leave(begun: number): void {
    const took = performance.now() - begun
    usualMs = usualMs === 0 ? took : usualMs * (1 - newestShare) + took * newestShare
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    assertSoon,
    async take(work) {
      if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
      else running += 1
      const begun = performance.now()
      try {
        return await work()
      } finally {
        leave(begun)
      }
    },
  }
}
