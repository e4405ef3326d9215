import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Agent } from 'undici'
import { AtOnce } from './at-once'
import { createConnections } from './connections'
import { exchange, probeBytes, type Answer, type Exchange } from './exchange'
import { codeOf, isWorthOneMoreTry, outcomeOfFailure } from './failure'
import { HostGate } from './host-gate'
import { isCoveredByCatchAll, isOwnMachine, overrideFor } from './host-overrides'
import type { Conditions, PageSource } from './page-source'
import { NameService, type Lookup } from './name-service'
import { ChainCookies, redirectOf } from './redirects'
import { retryAfterMs } from './retry-after'
import type { TlsFacts } from './tls-facts'
import type { Visit, VisitOutcome } from './visit'

export type FetchPlan = Pick<InspectionPlan, 'hosts' | 'perHost' | 'timeoutSeconds' | 'limits' | 'witnessHosts'>

export interface FetcherDeps {
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Name lookup, for the witnesses only. */
  readonly lookup?: Lookup
  /** Certificates of authorities trusted beside the usual ones, PEM. */
  readonly authorities?: readonly string[]
}

/** Answers by which a host says that it does not want us, now or at this pace. */
const refusals = new Set([403, 429, 503])

/** Requests under way to all hosts together: sockets and memory are ours to spare, not the hosts'. */
const mostAtOnce = 512

type Failure = { readonly outcome: VisitOutcome; readonly reason: string }
type Reply = { readonly answer: Answer } | Failure
type Step = Reply & { readonly milliseconds: number }

interface Asked {
  readonly conditions?: Conditions | undefined
  readonly isUrgent?: boolean
}

interface Hop {
  readonly url: string
  readonly limit: number
  readonly timeLeft: number
  readonly headers: Readonly<Record<string, string>>
  readonly isUrgent: boolean
}

/**
 * GETs pages, politely to each host and to many hosts at once. A failing page is an outcome, never an exception;
 * only the end of the run throws (`cancelled`). Close it when the run is over.
 */
export class Fetcher implements PageSource {
  private readonly gates = new Map<string, HostGate>()
  /** What a host as a whole is like, where it is that and not the page that fails. */
  private readonly down = new Map<HostGate, Failure>()
  private readonly tls = new Map<string, TlsFacts>()
  private readonly underWay = new Set<Exchange>()
  private readonly connections: Agent
  private readonly names: NameService
  private readonly everywhere = new AtOnce(mostAtOnce)
  private readonly timeoutMs: number
  private hasReachedNetwork = false

  constructor(
    private readonly plan: FetchPlan,
    private readonly deps: FetcherDeps,
  ) {
    this.timeoutMs = plan.timeoutSeconds * 1000
    this.connections = createConnections({
      hosts: plan.hosts,
      parallel: plan.perHost.parallel,
      timeoutMs: this.timeoutMs,
      onSecured: (origin, facts) => void this.tls.set(origin, facts),
      ...(deps.authorities === undefined ? {} : { authorities: deps.authorities }),
    })
    this.names = new NameService(plan.witnessHosts, deps.lookup)
    deps.signal.addEventListener('abort', this.stop, { once: true })
  }

  needsNetwork(url: string): boolean {
    const { hostname } = new URL(url)
    return !isOwnMachine(hostname) && overrideFor(this.plan.hosts, hostname) === undefined
  }

  async mayBeOurFault(visit: Visit): Promise<boolean> {
    if (visit.outcome === 'failed-here') return true
    if (!['timeout', 'unreachable', 'refused'].includes(visit.outcome) || !this.needsNetwork(visit.finalUrl))
      return false
    return !this.hasReachedNetwork && !(await this.names.isWorking())
  }

  page(url: string, conditions?: Conditions): Promise<Visit> {
    return this.visit(url, this.plan.limits.pageBytes, { conditions })
  }

  probe(url: string, isUrgent = false): Promise<Visit> {
    return this.visit(url, probeBytes, { isUrgent })
  }

  close(): Promise<void> {
    this.deps.signal.removeEventListener('abort', this.stop)
    return this.connections.destroy()
  }

  private async visit(url: string, limit: number, { conditions, isUrgent = false }: Asked): Promise<Visit> {
    const seenAt = this.deps.now()
    const redirects: string[] = []
    const cookies = new ChainCookies()
    let current = url
    let spent = 0
    const end = (outcome: VisitOutcome, rest: Partial<Visit> = {}): Visit => {
      const tls = this.tls.get(new URL(current).origin)
      const secured = tls === undefined ? {} : { tls }
      const base = { url, finalUrl: current, redirects, outcome, seenAt, milliseconds: Math.round(spent) }
      return { ...base, isTruncated: false, ...secured, ...rest }
    }
    for (;;) {
      const headers = { ...cookies.headersFor(current), ...conditions?.(current) }
      const step = await this.step({ url: current, limit, headers, isUrgent, timeLeft: this.timeoutMs - spent })
      spent += step.milliseconds
      if ('outcome' in step) return end(step.outcome, { reason: step.reason })
      const { answer } = step
      const next = redirectOf(answer, current)
      if (next === undefined) return end(answer.isChallenge ? 'challenged' : 'answered', answered(answer))
      const isNew = cookies.take(current, answer) || ![url, ...redirects].includes(next)
      if (!isNew) return end('redirect-loop', { status: answer.status })
      if (redirects.length >= this.plan.limits.redirects) return end('too-many-redirects', { status: answer.status })
      redirects.push(next)
      current = next
    }
  }

  private step(hop: Hop): Promise<Step> {
    const gate = this.gateOf(hop.url)
    return gate.run(async () => {
      this.assertRunning()
      if (gate.isGivenUp) return { ...this.givenUp(gate), milliseconds: 0 }
      return await this.everywhere.run(() => this.timed(gate, hop))
    }, hop.isUrgent)
  }

  private async timed(gate: HostGate, hop: Hop): Promise<Step> {
    const begun = performance.now()
    const reply = await this.request(hop)
    this.learn(gate, hop.url, reply)
    return { ...reply, milliseconds: performance.now() - begun }
  }

  private givenUp(gate: HostGate): Failure {
    return this.down.get(gate) ?? { outcome: 'given-up', reason: 'GIVEN_UP' }
  }

  private async request(hop: Hop, triesLeft = 1): Promise<Reply> {
    const asked = exchange(this.connections, hop.url, hop)
    let isOutOfPatience = false
    const stop = setTimeout(
      () => {
        isOutOfPatience = true
        asked.abort()
      },
      Math.max(hop.timeLeft, 1),
    )
    this.underWay.add(asked)
    try {
      return { answer: await asked.answer }
    } catch (error) {
      this.assertRunning()
      if (isOutOfPatience) return { outcome: 'timeout', reason: 'TIMEOUT' }
      const code = codeOf(error)
      if (triesLeft > 0 && isWorthOneMoreTry(code)) return await this.request(hop, triesLeft - 1)
      return { outcome: await this.outcomeOf(code), reason: code }
    } finally {
      clearTimeout(stop)
      this.underWay.delete(asked)
    }
  }

  /** An unknown name is the site's fault only where names are known at all. */
  private async outcomeOf(code: string): Promise<VisitOutcome> {
    const outcome = outcomeOfFailure(code)
    return outcome === 'unknown-host' && !(await this.names.isWorking()) ? 'failed-here' : outcome
  }

  private learn(gate: HostGate, url: string, reply: Reply): void {
    if (!('answer' in reply)) return this.learnFailure(gate, reply)
    this.down.delete(gate)
    if (this.needsNetwork(url)) this.hasReachedNetwork = true
    const { answer } = reply
    if (refusals.has(answer.status) || answer.isChallenge) gate.recordRefusal(retryAfterMs(answer, this.deps.now()))
    else gate.recordAnswer()
  }

  /** Nothing listens, or there is no such host: true of every page of it, so that stopping early loses nothing. */
  private learnFailure(gate: HostGate, failure: Failure): void {
    if (['refused', 'unknown-host', 'failed-here'].includes(failure.outcome)) this.down.set(gate, failure)
    else this.down.delete(gate)
    gate.recordFailure()
  }

  private gateOf(url: string): HostGate {
    const { host } = new URL(url)
    const gate = this.gates.get(host) ?? new HostGate(this.plan.perHost, this.deps.signal)
    this.gates.set(host, gate)
    return gate
  }

  /** One listener for the whole run: a signal that outlives many requests must not collect one for each. */
  private readonly stop = (): void => {
    for (const request of this.underWay) request.abort()
    for (const gate of this.gates.values()) gate.pump()
  }

  private assertRunning(): void {
    if (this.deps.signal.aborted) throw new AppError('cancelled', '巡查已取消，可重新开始')
  }

  /** A 421 through the catch-all override: the test server does not carry that host, the real one was never asked. */
  isMisdirected(visit: Visit): boolean {
    return visit.status === 421 && isCoveredByCatchAll(this.plan.hosts, new URL(visit.finalUrl).hostname)
  }
}

const answered = ({ isChallenge: _told, location: _followed, ...answer }: Answer) => answer
