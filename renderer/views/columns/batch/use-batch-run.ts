import { uuidv7 } from 'uuidv7'
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { api, onEvent } from '#renderer/api.ts'
import { onChanged, useAction } from '#renderer/query.ts'
import type { AppError } from '#shared/contract/app-error'
import { commandType, didApply, didFail, idOf, type BatchItem, type Result } from './batch-items'

export interface BatchRun {
  readonly batchId: ShallowRef<string | undefined>
  readonly running: ShallowRef<boolean>
  readonly done: ShallowRef<number>
  readonly total: ShallowRef<number>
  /** Seconds that the rest will probably take; null while nothing is known. */
  readonly eta: ComputedRef<number | null>
  readonly results: ShallowRef<readonly Result[]>
  readonly applied: ComputedRef<readonly Result[]>
  readonly failed: ComputedRef<readonly Result[]>
  readonly error: ShallowRef<AppError | undefined>
  readonly run: (items: readonly BatchItem[]) => Promise<void>
  readonly show: (batchId: string) => Promise<void>
  readonly stop: () => Promise<void>
  /** Runs again what was refused or stopped, and nothing else. */
  readonly retry: () => Promise<void>
  readonly undo: () => Promise<void>
  /** Whether the items are known, as retrying needs. */
  readonly mayRetry: ComputedRef<boolean>
}

/** One batch while and after it runs. */
export function useBatchRun(): BatchRun {
  const batchId = shallowRef<string>()
  const running = shallowRef(false)
  const [done, total, startedAt] = [shallowRef(0), shallowRef(0), shallowRef(0)]
  const results = shallowRef<readonly Result[]>([])
  let items: readonly BatchItem[] = []

  async function load(): Promise<void> {
    if (!batchId.value) return
    const result = await api['batch.result']({ batchId: batchId.value })
    running.value = result.running
    results.value = result.items
    total.value = result.items.length
  }
  onScopeDispose(
    onEvent('batch', (progress) => {
      if (progress.batchId !== batchId.value) return
      done.value = progress.done
      if (progress.done >= progress.total) void load()
    }),
  )
  onChanged(['column'], () => void load(), 700)

  async function start(next: readonly BatchItem[]): Promise<void> {
    items = next
    batchId.value = uuidv7()
    const [id] = [batchId.value]
    ;[running.value, done.value, total.value, startedAt.value] = [true, 0, next.length, performance.now()]
    await api['batch.run']({ batchId: id, type: commandType, items: next.map((item) => ({ ...item, batchId: id })) })
    await load()
  }
  const failed = computed(() => results.value.filter(didFail))
  const applied = computed(() => results.value.filter(didApply))
  const running_ = useAction(start)
  const undoing = useAction(async (id: string) => {
    await api['batch.undo']({ batchId: id, undoBatchId: uuidv7() })
    await load()
  })
  return {
    batchId,
    running,
    done,
    total,
    results,
    applied,
    failed,
    eta: computed(() => {
      if (!running.value || done.value === 0) return null
      return Math.ceil((((performance.now() - startedAt.value) / done.value) * (total.value - done.value)) / 1000)
    }),
    error: running_.error,
    mayRetry: computed(() => failed.value.length > 0 && items.length > 0 && batchId.value !== undefined),
    run: async (next) => void (await running_.run(next)),
    async show(id) {
      batchId.value = id
      await load()
    },
    async stop() {
      if (batchId.value) await api['batch.cancel']({ batchId: batchId.value })
    },
    async retry() {
      const wanted = new Set(failed.value.map(({ subject }) => idOf(subject)))
      await running_.run(items.filter(({ columnId }) => wanted.has(columnId)))
    },
    async undo() {
      if (!batchId.value) return
      await undoing.run(batchId.value)
      running_.error.value = undoing.error.value
    },
  }
}
