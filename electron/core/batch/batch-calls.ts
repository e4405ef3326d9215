import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import { listBatches, resultItems } from './batch-results'
import { cancelWaiting, runNextItems, storeBatch, storeUndoBatch, unfinishedBatches } from './batches'
import { previewItem, type Preview } from './preview'

type BatchCalls = Pick<
  Desk,
  'batch.preview' | 'batch.run' | 'batch.cancel' | 'batch.undo' | 'batch.result' | 'batch.list'
>

/** Items between two turns of the event loop: some ten milliseconds, so that other calls are answered meanwhile. */
const atOnce = 50

export function createBatchCalls({ store, sync, clock, operator, events, report, ended }: Workplace): BatchCalls {
  const running = new Set<string>()
  const actor = () => ({ by: operator(), at: clock.instant() })

  async function run(batchId: string): Promise<void> {
    running.add(batchId)
    try {
      while (!ended.aborted && runNextItems(store, actor(), batchId, atOnce) > 0) {
        tellProgress(batchId)
        sync.wakePush()
        await nextTurn()
      }
    } catch (error) {
      // The disk is full, or worse: what waits stays for the next start.
      report(error)
    }
    running.delete(batchId)
    if (!ended.aborted) tellProgress(batchId)
  }

  function tellProgress(batchId: string): void {
    const counts = store.get<{ done: number; total: number }>(
      "SELECT count(*) AS total, coalesce(sum(state <> 'waiting'), 0) AS done FROM batch_item WHERE batch_id = ?",
      batchId,
    )
    if (counts) events.emit('batch', { batchId, done: counts.done, total: counts.total })
  }

  // What a crash or a sign-out interrupted goes on.
  for (const batchId of unfinishedBatches(store)) void run(batchId)

  return {
    async 'batch.preview'({ type, items }) {
      const previews: Preview[] = []
      for (const [position, args] of items.entries()) {
        if (position % atOnce === atOnce - 1) await nextTurn()
        previews.push(previewItem(store, actor(), type, args))
      }
      return previews
    },
    'batch.run'({ batchId, type, items }) {
      storeBatch(store, actor(), batchId, type, items)
      void run(batchId)
      return {}
    },
    'batch.cancel'({ batchId }) {
      cancelWaiting(store, batchId)
      return {}
    },
    'batch.undo'({ batchId, undoBatchId }) {
      storeUndoBatch(store, undoBatchId, batchId, clock.instant())
      void run(undoBatchId)
      return {}
    },
    'batch.result': ({ batchId }) => ({ running: running.has(batchId), items: resultItems(store, batchId) }),
    'batch.list': () => listBatches(store),
  }
}
