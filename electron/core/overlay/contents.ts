import { createHash } from 'node:crypto'
import { storedRow, type StoredRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import type { Base } from './pending-command'

/** Note that the platform came back as another one: it may have forgotten what it had applied, until it was asked. */
export const wasRestored = 'was-restored'

const instants = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g

/**
 * A name for what a row says, null where a pending command's effect lies on it. A platform that was put back to a backup
 * gives the same versions again, to what others did then; what was done here and is done again differs in its time alone.
 */
export function contentsOf(store: Store, kind: EntityKind, row: StoredRow): string | null {
  if (store.get('SELECT 1 AS yes FROM base_row WHERE kind = ? AND id = ?', kind, row.id)) return null
  const text = row.body.replaceAll(' ', '').replace(instants, '')
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** Whether the row has the version that a command was decided on, and says something else: others went on from a backup. */
export function isBaseLost(store: Store, { entity: { kind, id }, version, contents }: Base): boolean {
  const row = contents === undefined ? undefined : storedRow(store, kind, id)
  if (!row || row.version !== version) return false
  const present = contentsOf(store, kind, row)
  return present !== null && present !== contents
}

/** The same where the row has not come as far again, though all that was lost here lies on it: others may get there first. */
export const isBaseAhead = (store: Store, base: Base): boolean =>
  isBaseLost(store, base) || (storedRow(store, base.entity.kind, base.entity.id)?.version ?? Infinity) < base.version
