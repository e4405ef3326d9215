import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { Database } from './schema'

const oldestPostgres = 15

async function versionOf(db: Kysely<Database>): Promise<number> {
  try {
    const { rows } = await sql<{ version: number }>`
      select current_setting('server_version_num')::integer / 10000 as version
    `.execute(db)
    return rows[0]?.version ?? 0
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unavailable', `无法连接 PostgreSQL，请核对 DATABASE_URL 与数据库是否运行：${reason}`)
  }
}

/** @throws AppError `unavailable` where nothing answers, `incompatible` for a PostgreSQL that is too old */
export async function assertUsable(db: Kysely<Database>): Promise<void> {
  const version = await versionOf(db)
  if (version >= oldestPostgres) return
  throw new AppError('incompatible', `PostgreSQL 版本为 ${version}，平台需要 ${oldestPostgres} 或更高版本`)
}
