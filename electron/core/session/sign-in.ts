import { existsSync } from 'node:fs'
import { createPlatformClock } from '#core/clock'
import type { Events } from '#core/events'
import type { Report } from '#core/log-file'
import type { Native } from '#core/native'
import { createPlatformClient, type Fetch, type PlatformClient } from '#core/platform/platform-client'
import { openStore } from '#core/store/open-store'
import { openWorkplace, savedOperator, type Workplace } from '#core/workplace'
import { routes, type Session } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { DeskCalls, Input } from '#shared/contract/desk'
import { localKey } from './local-key'
import { placeOf, platformAddress } from './places'

export interface Surroundings {
  readonly dataDir: string
  readonly native: Native
  readonly events: Events
  readonly report: Report
  readonly pollMs: number
  readonly now: () => number
  readonly fetch: Fetch | undefined
  readonly pokes: boolean
  readonly housekeeping: boolean
}

export type Credentials = Input<DeskCalls['session.signIn']>

/**
 * Opens the operator's store: under a new session where the platform answers, by the password alone where it doesn't.
 * @throws AppError `unauthenticated` wrong password, `locked` where the local data is still under a former password
 */
export async function signIn(
  surroundings: Surroundings,
  credentials: Credentials,
): Promise<{ workplace: Workplace; online: boolean }> {
  const { dataDir, now, fetch } = surroundings
  const address = platformAddress(credentials.platform)
  const login = credentials.login.trim()
  const clock = createPlatformClock(now)
  const platform = createPlatformClient(address, clock, now, fetch)
  try {
    const place = placeOf(dataDir, address, login)
    const asking = sessionOf(platform, { login, password: credentials.password }).catch((error: unknown) => {
      if (isNoRefusal(error) && existsSync(place.keyFile)) return null
      throw error
    })
    const key = await localKey(place, { ...credentials, platform: address, login }, asking, surroundings.native)
    const session = await asking
    const store = openStore(place.database, key)
    try {
      assertOwner(savedOperator(store)?.id, session)
      const workplace = openWorkplace({ ...surroundings, store, platform, clock, session })
      if (!session) workplace.client.signInLater({ login, password: credentials.password })
      return { workplace, online: session !== null }
    } catch (error) {
      store.close()
      throw error
    }
  } catch (error) {
    await platform.close()
    throw error
  }
}

/** Null where the platform can't be asked. Its refusals stand, whatever this workstation knows. */
export async function sessionOf(
  platform: PlatformClient,
  body: { login: string; password: string },
): Promise<Session | null> {
  try {
    return await platform.call(routes.signIn, { body })
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return null
    throw error
  }
}

/** Says nothing against the operator, who works offline meanwhile: the platform failed, or asks for a newer console. */
const isNoRefusal = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'internal' || error.detail?.status === 426)

export function assertOwner(owner: string | undefined, session: Session | null): void {
  if (owner === undefined || session === null || owner === session.operator.id) return
  throw new AppError('conflict', '本机数据属于同名的另一账号，未登录。请联系系统管理员核对账号')
}
