import { readRow } from './rows'
import type { Store } from '#core/store/store'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { may, mayAnywhere } from '#shared/domain/permissions'

/**
 * Whether the operator may see rows of a kind at all. The platform sends hits only to who may read them; those that came
 * before the right was taken stay here until the next snapshot, and for the operator there are none meanwhile.
 */
export const isReadable = (kind: EntityKind, by: Operator): boolean => kind !== 'hit' || mayAnywhere(by, 'hit.read')

/** A row that the operator may see, null where there is none. */
export function readableRow<K extends EntityKind>(store: Store, kind: K, id: string, by: Operator): EntityOf<K> | null {
  const row = readRow(store, kind, id)
  return row && kind === 'hit' && !mayReadHit(store, row as EntityOf<'hit'>, by) ? null : row
}

function mayReadHit(store: Store, { siteId }: EntityOf<'hit'>, by: Operator): boolean {
  return may(by, 'hit.read', siteId === null ? null : readRow(store, 'site', siteId))
}
