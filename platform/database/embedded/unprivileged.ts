import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '#shared/contract/app-error'

const run = promisify(execFile)
const userName = 'postgres'

export interface ProcessUser {
  readonly uid: number
  readonly gid: number
}

const isRoot = () => process.getuid?.() === 0

async function existingUser(): Promise<ProcessUser | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((what) => run('id', [what, userName])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  } catch {
    return null
  }
}

/** Who PostgreSQL runs as: ourselves, but never root (it refuses), for which a user is made. */
export async function postgresUser(): Promise<ProcessUser | null> {
  if (!isRoot()) return null
  const existing = await existingUser()
  if (existing) return existing
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    userName,
  ]).catch(() => undefined)
  const made = await existingUser()
  if (made) return made
  throw new AppError(
    'unavailable',
    `PostgreSQL 不能以 root 运行，也无法为它建立用户 ${userName}；请改用普通用户启动，或设置 DATABASE_URL`,
  )
}

const passableByOthers = 0o001

/** Whether PostgreSQL's user gets as far as this folder; only root runs it as somebody else. */
export async function isReachable(folder: string): Promise<boolean> {
  if (!isRoot()) return true
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    const found = await stat(place).catch(() => null)
    if (found && (found.mode & passableByOthers) === 0) return false
    if (place === path.dirname(place)) return true
  }
}

/** Refuses a folder of a shared place that somebody else put there before us. @throws AppError `unavailable` */
export async function assertOwn(folder: string): Promise<void> {
  const { uid } = await stat(folder)
  if (uid === process.getuid?.()) return
  throw new AppError('unavailable', `${folder} 属于其他用户，为安全起见不使用；请删除它或设置 DATABASE_URL`)
}
