import { Agent, request, type Dispatcher } from 'undici'
import { routes, schemaHeader, type RouteContract, type Session } from '#shared/contract/api'
import { schemaVersion } from '#shared/contract/command'
import type { Measures } from './measures'

/** The platform did not do what was asked. Status 0: nobody answered. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly retryAfterMs: number | null,
  ) {
    super(`${status} ${code}`)
  }
}

export interface Asking {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
}

/**
 * One workstation's connections to all platforms, used in turn as a balancer without memory would: whatever a platform
 * knew only by itself would be missed by the next request.
 */
export class Line {
  readonly #agent = new Agent({ connect: { timeout: 8_000 }, headersTimeout: 60_000, bodyTimeout: 60_000 })
  #turn: number
  #session: Session | null = null
  #renewal: Promise<void> | null = null

  constructor(
    private readonly platforms: readonly string[],
    private readonly measures: Measures,
    firstTurn: number,
  ) {
    this.#turn = firstTurn
    this.#agent.on('connect', () => measures.opened('connections'))
    this.#agent.on('disconnect', () => measures.closed('connections'))
  }

  /** @throws Refused */
  async signIn(login: string, password: string): Promise<void> {
    this.#session = await this.call<Session>(routes.signIn, { body: { login, password } })
  }

  /** The answer's body, parsed. @throws Refused */
  async call<T>(route: RouteContract, asking: Asking = {}): Promise<T> {
    return JSON.parse((await this.fetch(route, asking)).toString()) as T
  }

  /** The answer's bytes as they came. A session that ran out is renewed once. @throws Refused */
  async fetch(route: RouteContract, asking: Asking = {}): Promise<Buffer> {
    const session = this.#session
    try {
      return await this.#fetchOnce(route, asking)
    } catch (error) {
      if (!session || !(error instanceof Refused) || error.status !== 401) throw error
      if (this.#session === session) await this.#renew(session)
      return this.#fetchOnce(route, asking)
    }
  }

  #renew({ refreshToken }: Session): Promise<void> {
    this.#renewal ??= this.#fetchOnce(routes.refresh, { body: { refreshToken } })
      .then((bytes) => void (this.#session = JSON.parse(bytes.toString()) as Session))
      .finally(() => (this.#renewal = null))
    return this.#renewal
  }

  async #fetchOnce(route: RouteContract, asking: Asking): Promise<Buffer> {
    const begun = performance.now()
    let [status, bytes] = [0, 0]
    try {
      const answer = await this.#send(route, asking)
      const body = Buffer.from(await answer.body.arrayBuffer())
      ;[status, bytes] = [answer.statusCode, body.length]
      if (status >= 200 && status < 300) return body
      throw refusal(answer, body)
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(0, String(error), null)
    } finally {
      this.measures.answered({
        ...{ route: `${route.method} ${route.path}`, status, bytes },
        milliseconds: performance.now() - begun,
      })
    }
  }

  /** An answer that goes on for long, as it comes. @throws Refused */
  async open(route: RouteContract): Promise<Dispatcher.ResponseData['body']> {
    const answer = await this.#send(route, {}).catch((error: unknown) => {
      throw new Refused(0, String(error), null)
    })
    if (answer.statusCode === 200) return answer.body
    throw refusal(answer, Buffer.from(await answer.body.arrayBuffer()))
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }

  #send(route: RouteContract, { params = {}, query = {}, body }: Asking): Promise<Dispatcher.ResponseData> {
    const platform = this.platforms[this.#turn++ % this.platforms.length] ?? ''
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    return request(platform + path, {
      method: route.method,
      dispatcher: this.#agent,
      query: { ...query },
      headers: {
        [schemaHeader]: String(schemaVersion),
        'accept-encoding': 'gzip',
        ...(this.#session && { authorization: `Bearer ${this.#session.accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
}

function refusal({ statusCode, headers }: Dispatcher.ResponseData, body: Buffer): Refused {
  const seconds = Number(headers['retry-after'])
  const code = /"code":"([a-z-]+)"/.exec(body.toString())?.[1] ?? 'unknown'
  return new Refused(statusCode, code, Number.isFinite(seconds) ? seconds * 1000 : null)
}
