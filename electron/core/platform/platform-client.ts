import { Agent, fetch as fetchOverHttp, type Response } from 'undici'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { schemaHeader, type RouteContract } from '#shared/contract/api'
import { AppError } from '#shared/contract/app-error'
import { schemaVersion } from '#shared/contract/command'
import type { PlatformClock } from '#core/clock'
import { connectionFailure } from './connection-failure'
import { nonsense, problemOf } from './problem'
import { readBody } from './read-body'

export interface PlatformRequest {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
}

/** The platform over HTTP. Answers are checked against the contract before anybody sees them. */
export interface PlatformClient {
  readonly address: string
  /** @throws AppError `unavailable` when it can't be reached or answers nonsense, otherwise the platform's own refusal */
  call<R extends RouteContract>(route: R, request?: PlatformRequest): Promise<Static<R['response']>>
  /** An answer of another kind than JSON, as a stream; the caller reads it to its end or cancels it. */
  open(route: RouteContract, request?: PlatformRequest): Promise<Response>
  /** The schema that the platform spoke when it last answered; null before its first answer. */
  schema(): number | null
  close(): Promise<void>
}

/** How requests leave. Whoever drives a platform in the same process hands in its own. */
export type Fetch = typeof fetchOverHttp

const answerWithin = 60_000
const connectWithin = 8_000

export function createPlatformClient(
  address: string,
  clock: PlatformClock,
  now: () => number,
  fetch: Fetch = fetchOverHttp,
): PlatformClient {
  const agent = new Agent({
    connect: { timeout: connectWithin },
    headersTimeout: answerWithin,
    bodyTimeout: answerWithin,
  })
  const ended = new AbortController()
  let schema: number | null = null

  async function open(route: RouteContract, request: PlatformRequest = {}): Promise<Response> {
    const response = await send(route, request)
    schema = schemaOf(response) ?? schema
    if (response.ok) return response
    throw problemOf(response.status, await parsed(response))
  }

  async function send(
    route: RouteContract,
    { params, query, body, token, headers: more }: PlatformRequest,
  ): Promise<Response> {
    const headers: Record<string, string> = {
      [schemaHeader]: String(schemaVersion),
      accept: 'application/json',
      ...more,
    }
    if (token) headers.authorization = `Bearer ${token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    try {
      return await fetch(urlOf(address, route.path, params, query), {
        method: route.method,
        headers,
        dispatcher: agent,
        redirect: 'error',
        signal: ended.signal,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    } catch (error) {
      throw ended.signal.aborted ? new AppError('cancelled', '已取消') : connectionFailure(error)
    }
  }

  async function call<R extends RouteContract>(
    route: R,
    request: PlatformRequest = {},
  ): Promise<Static<R['response']>> {
    const askedAt = now()
    const response = await open(route, request)
    const value = await parsed(response)
    if (!fits(route.response, value)) throw nonsense('内容不符合接口约定')
    measure(clock, value, askedAt, now())
    return value
  }

  return {
    address,
    call,
    open,
    schema: () => schema,
    async close() {
      ended.abort()
      await agent.destroy()
    },
  }
}

const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> => Value.Check(schema, value)

/** Null where somebody else answers, or a platform that doesn't say. */
function schemaOf(response: Response): number | null {
  const told = Number(response.headers.get(schemaHeader) ?? NaN)
  return Number.isInteger(told) ? told : null
}

async function parsed(response: Response): Promise<unknown> {
  const text = Buffer.from(await readBody(response)).toString()
  try {
    return JSON.parse(text) as unknown
  } catch {
    if (response.ok) throw nonsense('不是 JSON')
    return null
  }
}

function measure(clock: PlatformClock, value: unknown, askedAt: number, receivedAt: number): void {
  if (typeof value === 'object' && value !== null && 'serverTime' in value && typeof value.serverTime === 'string')
    clock.measure(value.serverTime, askedAt, receivedAt)
}

function urlOf(
  address: string,
  path: string,
  params: PlatformRequest['params'] = {},
  query: PlatformRequest['query'] = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return `${address}${filled}${search.length > 0 ? `?${search.join('&')}` : ''}`
}
