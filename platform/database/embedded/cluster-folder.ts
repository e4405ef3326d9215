import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { assertOwn, isReachable } from './unprivileged'

/**
 * The folder that really holds the cluster: the wanted one, or, where root asks for a folder that PostgreSQL's own user
 * can't enter, one under /var/tmp that belongs to it alone.
 */
export async function clusterFolder(wanted: string): Promise<string> {
  const asked = path.resolve(wanted)
  await mkdir(asked, { recursive: true })
  if (await isReachable(asked)) return asked
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12)
  const instead = `/var/tmp/zhanqun-data-${name}`
  await mkdir(instead, { recursive: true, mode: 0o755 })
  await assertOwn(instead)
  console.warn(`PostgreSQL 不能以 root 运行，其用户无法进入 ${asked}；数据库放在 ${instead}`)
  return instead
}
