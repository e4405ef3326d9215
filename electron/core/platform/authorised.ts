import type { Static } from '@sinclair/typebox'
import type { Response } from 'undici'
import { routes, type RouteContract, type Session } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import { schemaVersion } from '#shared/contract/command'
import type { PlatformBuild } from '#shared/contract/desk'
import type { PlatformClient, PlatformRequest } from './platform-client'

export interface Tokens {
  readonly access: string | null
  readonly refresh: string
}

/** Requests under the operator's session. A session that ran out is renewed once; when that fails, nobody is signed in. */
export interface AuthorisedClient {
  call<R extends RouteContract>(route: R, request?: PlatformRequest): Promise<Static<R['response']>>
  open(route: RouteContract, request?: PlatformRequest): Promise<Response>
  /** Takes the tokens of a new sign-in. */
  accept(session: Session): void
  /**
   * For who signed in while the platform could not be asked: the password that opened the store signs in there too, once
   * the platform answers. It is kept in memory only, and no longer than until then.
   */
  signInLater(credentials: SignInBody): void
  /** True after the platform has refused the session for good. */
  hasEnded(): boolean
  /** How the platform's schema stands to this build's, as far as it has told. */
  platformBuild(): PlatformBuild
  signOut(): Promise<void>
}

type SignInBody = Static<typeof routes.signIn.body>

interface Options {
  readonly client: PlatformClient
  readonly tokens: Tokens | null
  /** Keeps tokens for the next start, null when they ended. */
  readonly keep: (tokens: Tokens | null) => void
}

const buildOf = (schema: number): PlatformBuild =>
  schema > schemaVersion ? 'newer' : schema < schemaVersion ? 'older' : 'same'

const ended = () => new AppError('unauthenticated', '登录已失效，请重新登录。离线办理的内容都已保留')

export function createAuthorisedClient({ client, tokens: initial, keep }: Options): AuthorisedClient {
  let tokens = initial
  let renewal: Promise<void> | null = null
  let postponed: SignInBody | null = null

  function accept({ accessToken, refreshToken }: Session): void {
    tokens = { access: accessToken, refresh: refreshToken }
    postponed = null
    keep(tokens)
  }

  // Refresh tokens work once: whoever meets the end of a session waits for the one renewal.
  const renew = (): Promise<void> => (renewal ??= renewNow().finally(() => (renewal = null)))

  async function renewNow(): Promise<void> {
    try {
      accept(await nextSession())
    } catch (error) {
      if (!isAppError(error) || !['unauthenticated', 'forbidden'].includes(error.code)) throw error
      if (tokens) forget()
      else postponed = null
      if (!postponed) throw ended()
      await renewNow()
    }
  }

  function nextSession(): Promise<Session> {
    if (tokens) return client.call(routes.refresh, { body: { refreshToken: tokens.refresh } })
    if (postponed) return client.call(routes.signIn, { body: postponed })
    throw ended()
  }

  function forget(): void {
    tokens = null
    keep(null)
  }

  async function withSession<T>(attempt: (token: string) => Promise<T>): Promise<T> {
    if (!tokens?.access) await renew()
    const token = tokens?.access ?? ''
    try {
      return await attempt(token)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unauthenticated') throw error
      if (tokens?.access === token) await renew()
      if (!tokens?.access) throw ended()
      return attempt(tokens.access)
    }
  }

  return {
    accept,
    signInLater: (credentials) => void (postponed = credentials),
    platformBuild: () => buildOf(client.schema() ?? schemaVersion),
    hasEnded: () => tokens === null && postponed === null,
    call: (route, request = {}) => withSession((token) => client.call(route, { ...request, token })),
    open: (route, request = {}) => withSession((token) => client.open(route, { ...request, token })),
    async signOut() {
      if (tokens?.access) await client.call(routes.signOut, { token: tokens.access }).catch(() => undefined)
      postponed = null
      forget()
    },
  }
}
