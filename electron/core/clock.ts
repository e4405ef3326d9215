/** Platform time as it is known here: the workstation's clock plus the offset that was measured last. */
export interface PlatformClock {
  now(): number
  instant(): string
  offsetMs(): number
  /** Takes the time of an answer; it was read about half-way between asking and receiving. */
  measure(serverTime: string, askedAt: number, receivedAt: number): void
  /** What was measured in an earlier session. */
  restore(offsetMs: number): void
}

export function createPlatformClock(now: () => number): PlatformClock {
  let offset = 0
  let shortest = Infinity
  return {
    now: () => now() + offset,
    instant: () => new Date(now() + offset).toISOString(),
    offsetMs: () => offset,
    measure(serverTime, askedAt, receivedAt) {
      const server = Date.parse(serverTime)
      const took = receivedAt - askedAt
      // An answer that took long says little; after a while a middling one is believed again.
      shortest = Math.min(took, shortest * 1.2 + 5)
      if (Number.isFinite(server) && took <= shortest) offset = Math.round(server - (askedAt + receivedAt) / 2)
    },
    restore: (offsetMs) => void (offset = offsetMs),
  }
}
