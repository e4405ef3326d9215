import { existsSync } from 'node:fs'
import type { Native } from '#core/native'
import type { Session } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { DeskCalls, Input } from '#shared/contract/desk'
import { newKey } from './key-box'
import { openKeyFile, readKeyFile, writeKeyFile, type KeyFile } from './key-file'
import type { Place } from './places'

type Credentials = Input<DeskCalls['session.signIn']>

/**
 * Key of the operator's database: a new one at the first sign-in, afterwards unlocked by the password. After the
 * password was changed on the platform, the former one unlocks it once more and the key goes under the new one.
 * Deriving a key takes long on purpose, so it begins while the platform judges the password; what the platform says
 * comes first all the same.
 */
export async function localKey(
  place: Place,
  credentials: Credentials,
  asking: Promise<Session | null>,
  native: Native,
): Promise<Uint8Array> {
  const opening = openPresent(place, credentials, native)
  opening.catch(() => undefined)
  const session = await asking
  const present = readKeyFile(place.keyFile)
  if (!present) return firstKey(place, credentials, session, native)
  return session ? unlockAfterSignIn(place, present, opening, credentials, native) : opening
}

async function openPresent({ keyFile }: Place, { password }: Credentials, native: Native): Promise<Uint8Array> {
  const present = readKeyFile(keyFile)
  if (!present) throw new AppError('not-found', '本机没有该账号的密钥文件', { keyFile })
  return openKeyFile(keyFile, present, password, native)
}

async function firstKey(
  { database, keyFile }: Place,
  { platform, login, password }: Credentials,
  session: Session | null,
  native: Native,
): Promise<Uint8Array> {
  if (existsSync(database))
    throw new AppError('unreadable', '本机密钥文件缺失，数据无法打开。数据文件已原样保留，请从备份恢复密钥文件', {
      database,
      damaged: true,
    })
  if (!session)
    throw new AppError('unavailable', '无法连接平台，本机也没有该账号的数据。首次登录需要联网，请检查网络与平台地址')
  const key = newKey()
  await writeKeyFile(keyFile, { platform, login, name: session.operator.name }, key, password, native)
  return key
}

async function unlockAfterSignIn(
  { keyFile }: Place,
  present: KeyFile,
  opening: Promise<Uint8Array>,
  { password, formerPassword }: Credentials,
  native: Native,
): Promise<Uint8Array> {
  try {
    return await opening
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unauthenticated') throw error
  }
  const key = await openKeyFile(keyFile, present, formerPassword ?? '', native).catch((error: unknown) =>
    askFormer(error, formerPassword),
  )
  await writeKeyFile(keyFile, present, key, password, native)
  return key
}

function askFormer(error: unknown, given: string | undefined): never {
  if (!isAppError(error) || error.code !== 'unauthenticated') throw error
  const fact = given ? '输入的原密码不正确' : '密码已在平台上修改，本机数据仍由原密码保护'
  throw new AppError('locked', `${fact}，请输入修改前的密码以打开本机数据`, { needs: 'formerPassword' })
}
