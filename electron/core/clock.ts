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
  return {
    now: () => now() + offset,
    instant: () => new Date(now() + offset).toISOString(),
    offsetMs: () => offset,
    measure(serverTime, askedAt, receivedAt) {
      const server = Date.parse(serverTime)
      if (Number.isFinite(server)) offset = Math.round(server - (askedAt + receivedAt) / 2)
    },
    restore: (offsetMs) => void (offset = offsetMs),
  }
}
