/** Time of the simulated world; it passes only between steps. */
export interface WorldClock {
  now(): number
  pass(milliseconds: number): void
  /** While a transaction is open the database's own clock measures it, so the world's stands still. */
  stop(): void
  goOn(): void
}

const begin = Date.parse('2026-03-02T02:00:00.000Z')

export function createWorldClock(): WorldClock {
  let time = begin
  let isStopped = false
  return {
    now: () => time,
    pass: (milliseconds) => void (time += isStopped ? 0 : milliseconds),
    stop: () => void (isStopped = true),
    goOn: () => void (isStopped = false),
  }
}
