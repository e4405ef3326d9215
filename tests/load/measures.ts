import type { Outcome } from '#shared/contract/command'
import { Distribution } from './distribution'

/** What became of one request; status 0 where no answer came. */
export interface Answered {
  readonly route: string
  readonly status: number
  readonly milliseconds: number
  readonly bytes: number
}

const entry = <T>(map: Map<string, T>, name: string, fresh: () => T): T => {
  const found = map.get(name) ?? fresh()
  map.set(name, found)
  return found
}

/** Everything that is counted while the consoles work. */
export class Measures {
  readonly latencies = new Map<string, Distribution>()
  readonly failures = new Map<string, number>()
  readonly outcomes = new Map<Outcome['result'], number>()
  /** From the moment the platform began to judge a command until another console's pull had its rows. */
  readonly lag = new Distribution()
  /** From an operator's first try until the session was there, waiting and trying again included. */
  readonly signIns = new Distribution()
  readonly connections = { open: 0, most: 0 }
  readonly streams = { open: 0, most: 0, pokes: 0 }
  /** Requests by second of the run. */
  readonly perSecond = new Map<number, number>()
  requests = 0
  bytes = 0

  answered({ route, status, milliseconds, bytes }: Answered): void {
    this.requests += 1
    this.bytes += bytes
    const second = Math.floor(performance.now() / 1000)
    this.perSecond.set(second, (this.perSecond.get(second) ?? 0) + 1)
    entry(this.latencies, route, () => new Distribution()).add(milliseconds)
    if (status < 200 || status >= 300) this.failed(`${route} ${status === 0 ? 'without an answer' : status}`)
  }

  failed(what: string): void {
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1)
  }

  judged(result: Outcome['result']): void {
    this.outcomes.set(result, (this.outcomes.get(result) ?? 0) + 1)
  }

  opened(what: 'connections' | 'streams'): void {
    this[what].open += 1
    this[what].most = Math.max(this[what].most, this[what].open)
  }

  closed(what: 'connections' | 'streams'): void {
    this[what].open -= 1
  }
}
