export interface Politeness {
  readonly requestsPerSecond: number
  readonly parallel: number
  readonly giveUpAfter: number
}

/** Timers fire late; within this many milliseconds the rate may catch up. */
const catchUp = 25
const slowestInterval = 2000
/** Share of the added interval that each answer takes back. */
const recovery = 0.05
/** A host that asks for more patience than this is left alone instead. */
const longestPause = 30_000

/**
 * The queue in front of one host: at most `parallel` requests under way and `requestsPerSecond` begun, slower from the
 * first refusal on and shut after `giveUpAfter` of them in a row. It is separate from any frontier, so a slow host never
 * holds up another one.
 */
export class HostGate {
  private readonly usual: number
  private interval: number
  private nextAt = 0
  private underWay = 0
  private failures = 0
  private isShut = false
  private timer: NodeJS.Timeout | undefined
  private readonly waiting: (() => void)[] = []

  constructor(
    private readonly politeness: Politeness,
    private readonly signal: AbortSignal,
  ) {
    this.usual = 1000 / politeness.requestsPerSecond
    this.interval = this.usual
  }

  /** True once the host failed so often in a row that asking on would only burden it (or get us blocked). */
  get isGivenUp(): boolean {
    return this.isShut || this.failures >= this.politeness.giveUpAfter
  }

  async run<T>(task: () => Promise<T>, isUrgent = false): Promise<T> {
    await new Promise<void>((begin) => {
      if (isUrgent) this.waiting.unshift(begin)
      else this.waiting.push(begin)
      this.pump()
    })
    try {
      return await task()
    } finally {
      this.underWay -= 1
      this.pump()
    }
  }

  recordAnswer(): void {
    this.failures = 0
    this.interval -= (this.interval - this.usual) * recovery
  }

  recordFailure(): void {
    this.failures += 1
    if (this.isGivenUp) this.pump()
  }

  /** The host said that we ask too much: half the rate, and a pause where it named one. */
  recordRefusal(pauseMs = 0): void {
    this.interval = Math.max(this.interval, Math.min(this.interval * 2, slowestInterval))
    if (pauseMs > longestPause) this.isShut = true
    else this.nextAt = Math.max(this.nextAt, performance.now() + pauseMs)
    this.recordFailure()
  }

  /** Lets begin whoever may; called from outside when the run is aborted. */
  pump(): void {
    while (this.waiting.length > 0 && (this.isOpen() || this.mayBegin())) {
      this.underWay += 1
      this.waiting.shift()?.()
    }
  }

  /** Nobody is asked any more, so nobody has to wait. */
  private isOpen(): boolean {
    return this.signal.aborted || this.isGivenUp
  }

  private mayBegin(): boolean {
    if (this.underWay >= this.politeness.parallel) return false
    const now = performance.now()
    if (now < this.nextAt) {
      this.wakeIn(this.nextAt - now)
      return false
    }
    this.nextAt = Math.max(this.nextAt, now - catchUp) + this.interval
    return true
  }

  private wakeIn(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.pump()
    }, milliseconds)
  }
}
