import { Value } from '@sinclair/typebox/value'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { OfflineRule } from '#shared/contract/offline'
import { usualOfflineRule } from '#shared/domain/offline-set'

const noteName = 'offline-rule'

/** What the operator keeps here. A rule that an older build wrote is completed with what is usual. */
export function offlineRule(store: Store): OfflineRule {
  const saved = { ...usualOfflineRule, ...readNote<Partial<OfflineRule>>(store, noteName) }
  return Value.Check(OfflineRule, saved) ? saved : usualOfflineRule
}

export const saveOfflineRule = (store: Store, rule: OfflineRule): void => writeNote(store, noteName, rule)
