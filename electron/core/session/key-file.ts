import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Native } from '#core/native'
import { AppError } from '#shared/contract/app-error'
import { OneOf } from '#shared/contract/primitives'
import { KeyBox, lockKey, unlockKey } from './key-box'

/** Beside each database: whose it is, and its key under the password and, where there is one, the system's key ring. */
const KeyFile = Type.Object({
  format: Type.Literal('zhanqun.key/1'),
  platform: Type.String(),
  login: Type.String(),
  name: Type.String(),
  protection: OneOf('system', 'password'),
  /** JSON of the box; encrypted by the system once more where `protection` is `system`. */
  box: Type.String(),
  /** Digest of the rest, so that damage is not taken for a wrong password. Files of older builds have none. */
  sum: Type.Optional(Type.String()),
})
export type KeyFile = Static<typeof KeyFile>

export type KeyOwner = Pick<KeyFile, 'platform' | 'login' | 'name'>

const damaged = (file: string) =>
  new AppError('unreadable', '本机密钥文件已损坏，数据无法打开。文件已原样保留，请从备份恢复或联系系统管理员', {
    file,
    damaged: true,
  })

/** Null where there is none. @throws AppError `unreadable` for a damaged one */
export function readKeyFile(file: string): KeyFile | null {
  if (!existsSync(file)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (Value.Check(KeyFile, value) && isWhole(value)) return value
  } catch {
    // Told below: half a file is damaged like any other.
  }
  throw damaged(file)
}

const sumOf = ({ platform, login, name, protection, box }: Omit<KeyFile, 'sum' | 'format'>) =>
  createHash('sha256')
    .update(JSON.stringify([platform, login, name, protection, box]))
    .digest('hex')

const isWhole = (value: KeyFile) => value.sum === undefined || value.sum === sumOf(value)

/** Replaces the file as a whole, durably: a crash leaves the old one or the new one. */
export async function writeKeyFile(
  file: string,
  owner: KeyOwner,
  key: Uint8Array,
  password: string,
  native: Native,
): Promise<void> {
  const locked = JSON.stringify(await lockKey(key, password))
  const isSystem = await native.canWrap({})
  const box = isSystem ? await native.wrap({ secret: Buffer.from(locked).toString('base64') }) : locked
  const { platform, login, name } = owner
  const content = { platform, login, name, protection: isSystem ? 'system' : 'password', box } as const
  await replaceFile(file, JSON.stringify({ format: 'zhanqun.key/1', ...content, sum: sumOf(content) }))
}

async function replaceFile(file: string, text: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = await open(`${file}.new`, 'w', 0o600)
  try {
    await draft.writeFile(text)
    await draft.sync()
  } finally {
    await draft.close()
  }
  renameSync(`${file}.new`, file)
}

/** @throws AppError `unauthenticated` for a wrong password, `unreadable` where the system's key ring is another one */
export async function openKeyFile(
  file: string,
  { protection, box }: KeyFile,
  password: string,
  native: Native,
): Promise<Buffer> {
  const value = boxOf(protection === 'system' ? await unwrapped(box, native) : box)
  if (!value) throw damaged(file)
  return unlockKey(value, password)
}

async function unwrapped(box: string, native: Native): Promise<string> {
  try {
    return Buffer.from(await native.unwrap({ wrapped: box }), 'base64').toString()
  } catch (error) {
    throw new AppError(
      'unreadable',
      '系统密钥环无法解开本机密钥：可能换了系统用户或密钥环被重置。请用原系统用户登录后重试',
      { cause: error instanceof Error ? error.message : String(error) },
    )
  }
}

function boxOf(text: string): KeyBox | null {
  try {
    const value: unknown = JSON.parse(text)
    return Value.Check(KeyBox, value) ? value : null
  } catch {
    return null
  }
}
