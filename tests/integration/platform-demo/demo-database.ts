import type { Kysely } from 'kysely'
import { connectDatabase } from '#platform/database/connect'
import { migrate } from '#platform/database/migrate'
import type { Database } from '#platform/database/schema'
import { createTestDatabase } from '#tests/postgres'

export interface DemoDatabase {
  readonly db: Kysely<Database>
  drop(): Promise<void>
}

/** A migrated, empty database of this test alone. */
export async function createDemoDatabase(): Promise<DemoDatabase> {
  const database = await createTestDatabase()
  const db = connectDatabase(database.url)
  await migrate(db)
  return {
    db,
    async drop() {
      await db.destroy()
      await database.drop()
    },
  }
}
