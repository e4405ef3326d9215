import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import { migrations, type Migration } from '#platform/migrations'
import type { Database } from './schema'

/** Two platforms that start at once on one database migrate one after the other. */
const migrationLock = 7_365_811

/**
 * Brings a database to this build's form, each step in a transaction of its own.
 * @throws AppError `incompatible` for a database of a newer build, `internal` naming the step that failed
 */
export async function migrate(db: Kysely<Database>, steps: readonly Migration[] = migrations): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection)
    try {
      const done = await appliedNames(connection)
      refuseNewer(done, steps)
      for (const step of steps.filter(({ name }) => !done.includes(name))) await apply(connection, step)
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection)
    }
  })
}

async function appliedNames(db: Kysely<Database>): Promise<string[]> {
  await sql`create table if not exists schema_migration (
    name text primary key, applied_at timestamptz(3) not null default now()
  )`.execute(db)
  return (await db.selectFrom('schemaMigration').select('name').execute()).map(({ name }) => name)
}

function refuseNewer(done: readonly string[], steps: readonly Migration[]): void {
  const unknown = done.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length === 0) return
  throw new AppError('incompatible', `数据库由更新的版本建立（${unknown.join('、')}），请改用该版本的平台启动`, {
    unknown,
  })
}

async function apply(db: Kysely<Database>, { name, up }: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw(up).execute(tx)
      await tx.insertInto('schemaMigration').values({ name }).execute()
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('internal', `数据库迁移 ${name} 失败，平台没有启动，数据未改动：${reason}`, { migration: name })
  }
}
