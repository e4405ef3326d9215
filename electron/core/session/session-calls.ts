import { createPlatformClock } from '#core/clock'
import { createPlatformClient } from '#core/platform/platform-client'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import { createDamagedStores } from './damaged-stores'
import { openKeyFile, readKeyFile } from './key-file'
import { knownOwners, placeOf, platformAddress } from './places'
import { assertOwner, sessionOf, signIn, type Credentials, type Surroundings } from './sign-in'

type SessionCalls = Pick<Desk, 'session.state' | 'session.signIn' | 'session.setAsideStore' | 'session.signOut'>

/** Who is signed in. One operator at a time: the next sign-in closes the former's store. */
export interface Sessions {
  readonly calls: SessionCalls
  signedIn(): Workplace | null
  /** @throws AppError `unauthenticated` where nobody is signed in */
  current(): Workplace
  close(): Promise<void>
}

interface SignedIn {
  readonly workplace: Workplace
  readonly address: string
  readonly login: string
}

export function createSessions(surroundings: Surroundings, defaultPlatform: string): Sessions {
  const { dataDir, native } = surroundings
  const damage = createDamagedStores(dataDir, surroundings.now)
  let signedIn: SignedIn | null = null
  let turn: Promise<unknown> = Promise.resolve()

  /** Signing in and out follow one another: a second click must not open the same store twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work, work)
    turn = next.catch(() => undefined)
    return next
  }

  async function enter(credentials: Credentials) {
    const address = platformAddress(credentials.platform)
    const login = credentials.login.trim()
    if (signedIn?.address === address && signedIn.login === login) return renew(signedIn, credentials)
    await leave()
    const { workplace, online } = await damage.watch({ address, login }, () => signIn(surroundings, credentials))
    signedIn = { workplace, address, login }
    return { operator: workplace.operator(), online }
  }

  /** The same operator signs in again, as after a session that ended: the store stays open, nothing is lost. */
  async function renew({ workplace, address, login }: SignedIn, { password }: Credentials) {
    const { now, fetch } = surroundings
    const platform = createPlatformClient(address, createPlatformClock(now), now, fetch)
    const session = await sessionOf(platform, { login, password }).finally(() => platform.close())
    assertOwner(workplace.operator().id, session)
    if (session) workplace.client.accept(session)
    else {
      await assertPassword(address, login, password)
      workplace.client.signInLater({ login, password })
    }
    workplace.sync.wake()
    return { operator: workplace.operator(), online: session !== null }
  }

  async function assertPassword(address: string, login: string, password: string): Promise<void> {
    const { keyFile } = placeOf(dataDir, address, login)
    const present = readKeyFile(keyFile)
    if (present) await openKeyFile(keyFile, present, password, native)
  }

  async function leave(): Promise<void> {
    const left = signedIn
    signedIn = null
    await left?.workplace.close()
  }

  return {
    calls: {
      async 'session.state'() {
        return {
          operator: signedIn?.workplace.operator() ?? null,
          platform: signedIn?.address ?? defaultPlatform,
          known: knownOwners(dataDir).map(({ login, name, platform }) => ({ login, name, platform })),
          keyProtection: (await native.canWrap({})) ? 'system' : 'password',
        }
      },
      'session.signIn': (credentials) => inTurn(() => enter(credentials)),
      'session.setAsideStore': ({ platform, login }) =>
        inTurn(async () => damage.setAside({ address: platformAddress(platform), login: login.trim() })),
      'session.signOut': ({ leaveUnsent }) =>
        inTurn(async () => {
          if (signedIn) assertNothingRunning(signedIn.workplace)
          if (signedIn) assertNothingUnsent(signedIn.workplace, leaveUnsent)
          await signedIn?.workplace.client.signOut()
          await leave()
          return {}
        }),
    },
    signedIn: () => signedIn?.workplace ?? null,
    current() {
      if (signedIn) return signedIn.workplace
      throw new AppError('unauthenticated', '尚未登录，请先登录')
    },
    close: () => inTurn(leave),
  }
}

function assertNothingRunning({ unfinished }: Workplace): void {
  if (unfinished.size === 0) return
  throw new AppError('rule', '巡查正在进行，退出会中断。请等待完成，或先取消巡查（已完成的子站结果会保留）', {
    running: unfinished.size,
  })
}

function assertNothingUnsent({ sync }: Workplace, leaveUnsent: boolean): void {
  const { waiting, parked } = sync.status()
  if (leaveUnsent || waiting + parked === 0) return
  throw new AppError('rule', `还有 ${waiting} 项待提交、${parked} 项待处理。请先同步，或选择保留到下次登录`, {
    waiting,
    parked,
  })
}
