import { setTimeout as delay } from 'node:timers/promises'

/** A working day from eight to six, told off in as many minutes as are wanted. */
export class DayClock {
  readonly #begun = performance.now()

  constructor(private readonly minutes: number) {}

  /** Resolves at a moment of the day: 0 is eight o'clock, 1 is six. */
  async comes(moment: number): Promise<void> {
    const left = this.#begun + moment * this.minutes * 60_000 - performance.now()
    if (left > 0) await delay(left)
  }

  /** The moment that it is now. */
  now(): number {
    return (performance.now() - this.#begun) / (this.minutes * 60_000)
  }
}

const hour = (time: number) => (time - 8) / 10

/** How much is done from one hour to the next: briskly in the morning, hardly at noon, again in the afternoon. */
const curve = [
  { from: hour(8.25), to: hour(9), weight: 6 },
  { from: hour(9), to: hour(11.5), weight: 30 },
  { from: hour(11.5), to: hour(13.5), weight: 3 },
  { from: hour(13.5), to: hour(16.5), weight: 30 },
  { from: hour(16.5), to: hour(17.5), weight: 6 },
] as const

/** Those away over noon, with their work: what they do waits until they are back. */
export const away = { from: hour(10.5), to: hour(13.75) }
export const leaving = { from: hour(17.5), to: hour(18) }

const whole = curve.reduce((sum, { weight }) => sum + weight, 0)

/** A moment of work, by a lot from 0 to 1. */
export function momentOfWork(lot: number): number {
  let left = lot * whole
  for (const { from, to, weight } of curve) {
    if (left < weight) return from + (left / weight) * (to - from)
    left -= weight
  }
  return leaving.from
}

/** Most come at eight sharp; by nine all are there. */
export const momentOfArrival = (lot: number): number => hour(8) + lot ** 3 * (hour(9) - hour(8))
