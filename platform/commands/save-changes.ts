import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { Change } from '#shared/domain/command-rule'
import { insertEntities, updateEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'

const ofKind = <K extends EntityKind>(changes: readonly Change[], kind: K): EntityOf<K>[] =>
  changes.filter((change) => change.kind === kind).map((change) => change.entity as EntityOf<K>)

async function saveKind<K extends EntityKind>(db: Kysely<Database>, kind: K, entities: readonly EntityOf<K>[]) {
  const known = entities.filter(({ version }) => version > 0)
  await insertEntities(
    db,
    kind,
    entities.filter(({ version }) => version === 0),
  )
  if ((await updateEntities(db, kind, known)) === known.length) return
  throw new AppError('conflict', '数据已被他人更新，请查看双方版本后重新办理', { kind })
}

/** A text that becomes public is kept by its digest, whatever becomes of its revision. */
async function keepPublishedTexts(db: Kysely<Database>, changes: readonly Change[]): Promise<void> {
  const published = ofKind(changes, 'article').filter(({ publishedHash }) => publishedHash !== null)
  for (const { id, publishedHash } of published) {
    await sql`
      insert into library_text (hash, body)
      select hash, body from revision where article_id = ${id} and hash = ${publishedHash}
      on conflict do nothing
    `.execute(db)
  }
}

/** Stores what a rule decided. @throws AppError `conflict` where an entity isn't at the version that was read */
export async function saveChanges(db: Kysely<Database>, changes: readonly Change[]): Promise<void> {
  for (const kind of new Set(changes.map((change) => change.kind))) await saveKind(db, kind, ofKind(changes, kind))
  await keepPublishedTexts(db, changes)
}
