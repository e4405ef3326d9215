import { sql } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { Platform } from '#platform/platform'

const allowedFailures = 5
const lockMinutes = 15

const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()

/**
 * Counts a try before its password is looked at, so that tries at the same time count too. After the fifth without a
 * success nothing is tried for a quarter of an hour, whether the name exists or not.
 * @throws AppError `locked`
 */
export async function claimTry({ db, now }: Platform, login: string): Promise<void> {
  const at = now()
  await db.deleteFrom('signInFailure').where('lastAt', '<', minutesBefore(at, lockMinutes)).execute()
  // The time of the last try stands still once locked: the lock ends however often it is tried.
  const { rows } = await sql<{ failures: number; lastAt: string }>`
    insert into sign_in_failure as f (login, failures, last_at) values (${login}, 1, ${at.toISOString()})
    on conflict (login) do update set failures = f.failures + 1,
      last_at = case when f.failures >= ${allowedFailures} then f.last_at else excluded.last_at end
    returning failures, last_at
  `.execute(db)
  const [tries] = rows
  if (!tries || tries.failures <= allowedFailures) return
  throw new AppError('locked', `连续登录失败次数过多，该账号已锁定 ${lockMinutes} 分钟，请稍后再试`, {
    until: minutesBefore(new Date(tries.lastAt), -lockMinutes),
  })
}

export async function forgetFailures({ db }: Platform, login: string): Promise<void> {
  await db.deleteFrom('signInFailure').where('login', '=', login).execute()
}
