import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Agent } from 'undici'
import { createConnections } from './connections'
import { exchange, probeBytes, type Answer } from './exchange'
import { codeOf, isWorthOneMoreTry, outcomeOfFailure } from './failure'
import { HostGate } from './host-gate'
import { isCoveredByCatchAll, isOwnMachine, overrideFor } from './host-overrides'
import { NameService, type Lookup } from './name-service'
import type { Visit, VisitOutcome } from './visit'

export type FetchPlan = Pick<InspectionPlan, 'hosts' | 'perHost' | 'timeoutSeconds' | 'limits' | 'witnessHosts'>

export interface FetcherDeps {
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Name lookup, for the witnesses only. */
  readonly lookup?: Lookup
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

type Reply = { readonly answer: Answer } | { readonly outcome: VisitOutcome; readonly reason: string }
type Step = Reply & { readonly milliseconds: number }

/**
 * GETs pages, politely to each host and to many hosts at once. A failing page is an outcome, never an exception;
 * only the end of the run throws (`cancelled`). Close it when the run is over.
 */
export class Fetcher {
  private readonly gates = new Map<string, HostGate>()
  private readonly underWay = new Set<AbortController>()
  private readonly connections: Agent
  private readonly names: NameService
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
    })
    this.names = new NameService(plan.witnessHosts, deps.lookup)
    deps.signal.addEventListener('abort', () => this.stop(), { once: true })
  }

  /** False where the plan or the address itself keeps the connection on this machine or a named test server. */
  needsNetwork(url: string): boolean {
    const { hostname } = new URL(url)
    return !isOwnMachine(hostname) && overrideFor(this.plan.hosts, hostname) === undefined
  }

  /** True where a silent host may as well be our own missing way out. */
  async mayBeOurFault(visit: Visit): Promise<boolean> {
    if (visit.outcome === 'failed-here') return true
    if (!['timeout', 'unreachable'].includes(visit.outcome) || !this.needsNetwork(visit.finalUrl)) return false
    return !this.hasReachedNetwork && !(await this.names.isWorking())
  }

  /** Reads a page whole, up to the plan's byte limit; of anything but a web page only the beginning. */
  page(url: string): Promise<Visit> {
    return this.visit(url, this.plan.limits.pageBytes)
  }

  /** Reads enough of a page to know whether it is there. */
  probe(url: string): Promise<Visit> {
    return this.visit(url, probeBytes)
  }

  close(): Promise<void> {
    return this.connections.destroy()
  }

  private async visit(url: string, limit: number): Promise<Visit> {
    const seenAt = this.deps.now()
    const redirects: string[] = []
    let current = url
    let spent = 0
    const end = (outcome: VisitOutcome, rest: Partial<Visit> = {}): Visit => ({
      url,
      finalUrl: current,
      redirects,
      outcome,
      seenAt,
      milliseconds: Math.round(spent),
      isTruncated: false,
      ...rest,
    })
    for (;;) {
      const step = await this.step(current, limit, this.timeoutMs - spent)
      spent += step.milliseconds
      if ('outcome' in step) return end(step.outcome, { reason: step.reason })
      const { answer } = step
      const next = isRedirect(answer.status) ? targetOf(answer.location, current) : undefined
      if (next === undefined) return end('answered', answer)
      if ([url, ...redirects].includes(next)) return end('redirect-loop')
      if (redirects.length >= this.plan.limits.redirects) return end('too-many-redirects')
      redirects.push(next)
      current = next
    }
  }

  private step(url: string, limit: number, timeLeft: number): Promise<Step> {
    const gate = this.gateOf(url)
    return gate.run(async () => {
      this.assertRunning()
      if (gate.isGivenUp) return { outcome: 'given-up', reason: 'GIVEN_UP', milliseconds: 0 }
      const begun = performance.now()
      const reply = await this.request(url, limit, timeLeft)
      this.learn(gate, url, reply)
      return { ...reply, milliseconds: performance.now() - begun }
    })
  }

  private async request(url: string, limit: number, timeLeft: number, triesLeft = 1): Promise<Reply> {
    const patience = new AbortController()
    const stop = setTimeout(() => patience.abort(), Math.max(timeLeft, 1))
    this.underWay.add(patience)
    try {
      return { answer: await exchange(this.connections, url, limit, patience.signal) }
    } catch (error) {
      this.assertRunning()
      if (patience.signal.aborted) return { outcome: 'timeout', reason: 'TIMEOUT' }
      const code = codeOf(error)
      if (triesLeft > 0 && isWorthOneMoreTry(code)) return await this.request(url, limit, timeLeft, triesLeft - 1)
      return { outcome: await this.outcomeOf(code), reason: code }
    } finally {
      clearTimeout(stop)
      this.underWay.delete(patience)
    }
  }

  /** An unknown name is the site's fault only where names are known at all. */
  private async outcomeOf(code: string): Promise<VisitOutcome> {
    const outcome = outcomeOfFailure(code)
    return outcome === 'unknown-host' && !(await this.names.isWorking()) ? 'failed-here' : outcome
  }

  private learn(gate: HostGate, url: string, reply: Reply): void {
    if (!('answer' in reply)) return gate.recordFailure()
    gate.recordAnswer()
    if ([429, 503].includes(reply.answer.status)) gate.slowDown()
    if (this.needsNetwork(url)) this.hasReachedNetwork = true
  }

  private gateOf(url: string): HostGate {
    const { host } = new URL(url)
    const gate = this.gates.get(host) ?? new HostGate(this.plan.perHost, this.deps.signal)
    this.gates.set(host, gate)
    return gate
  }

  /** One listener for the whole run: a signal that outlives many requests must not collect one for each. */
  private stop(): void {
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

/** Address a redirect leads to, without fragment; undefined where it names none that can be asked over HTTP. */
function targetOf(location: string | undefined, base: string): string | undefined {
  if (location === undefined || !URL.canParse(location, base)) return undefined
  const target = new URL(location, base)
  target.hash = ''
  return /^https?:$/.test(target.protocol) ? target.href : undefined
}
