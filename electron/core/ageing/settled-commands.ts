import type { Store } from '#core/store/store'
import { settledCommandDays } from '#shared/domain/ageing'

const dayMs = 86_400_000

/**
 * Lets go of commands that have long been over. The last one that the platform applied stays: a restored platform is told
 * by it what it has lost (docs/decisions/011).
 */
export function removeSettledCommands(store: Store, now: number): void {
  const before = new Date(now - settledCommandDays * dayMs).toISOString()
  store.transaction(() => {
    store.run(
      `DELETE FROM command WHERE state IN ('done', 'discarded', 'remade') AND adjusted IS NULL AND coalesce(acknowledged_at, made_at) < ?
       AND n IS NOT (SELECT max(n) FROM command WHERE state IN ('acknowledged', 'done'))`,
      before,
    )
    store.run(
      `DELETE FROM batch WHERE started_at < ? AND id NOT IN (
         SELECT batch_id FROM batch_item WHERE state = 'waiting' OR command_id IN (SELECT id FROM command))`,
      before,
    )
    store.run('DELETE FROM batch_item WHERE batch_id NOT IN (SELECT id FROM batch)')
  })
}
