import { AppError } from '#shared/contract/app-error'
import type { Session } from '#shared/contract/api'
import type { Platform } from '#platform/platform'
import { claimTry, forgetFailures } from './lock-out'
import { passwordFits } from './passwords'
import { openSession } from './session'

const credentials = ({ db }: Platform, login: string) =>
  db
    .selectFrom('operator')
    .innerJoin('operatorPassword', 'operatorPassword.operatorId', 'operator.id')
    .select(['operator.id', 'operatorPassword.hash'])
    .where((e) => e(e.fn<string>('lower', ['operator.login']), '=', login))
    .where('operator.deleted', '=', false)
    .executeTakeFirst()

/**
 * Opens a session for a name and its password. Who would have to wait for too long is turned away before the try counts.
 * @throws AppError `unauthenticated`, `locked` after five failures, `unavailable` where too many sign in
 */
export async function signIn(platform: Platform, given: { login: string; password: string }): Promise<Session> {
  platform.signIns.assertSoon()
  const login = given.login.trim().toLowerCase()
  await claimTry(platform, login)
  const known = await credentials(platform, login)
  const fits = await platform.signIns.take(() => passwordFits(known?.hash ?? null, given.password))
  const session = fits && known ? await openSession(platform, known.id) : null
  if (!session) throw new AppError('unauthenticated', '账号或密码不正确，请核对后重试')
  await forgetFailures(platform, login)
  return session
}
