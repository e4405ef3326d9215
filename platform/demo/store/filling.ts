import type { Kysely } from 'kysely'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { DemoSetting } from '#platform/demo/setting'

/** How many rows of each kind were made. */
export type DemoCounts = Partial<Record<EntityKind, number>>

/** What each step of filling a database works with. */
export interface Filling {
  readonly tx: Kysely<Database>
  readonly setting: DemoSetting
  readonly counts: DemoCounts
  /** Hears in words how far it is. */
  readonly progress: (text: string) => void
}

const rowsPerStatement = 4000

/** Stores rows of a kind, some thousands a statement, and counts them. */
export async function save<K extends EntityKind>(
  { tx, counts }: Filling,
  kind: K,
  rows: readonly EntityOf<K>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    await insertEntities(tx, kind, rows.slice(at, at + rowsPerStatement))
  counts[kind] = (counts[kind] ?? 0) + rows.length
}
