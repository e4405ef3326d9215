import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { uuidv7 } from 'uuidv7'
import { api, asAppError } from '#renderer/api.ts'
import type { AppError } from '#shared/contract/app-error'

/** A deed that can be taken back: one command, or a batch of them. */
export interface Deed {
  readonly id: string
  readonly words: string
  readonly isBatch?: boolean
}

export interface Undo {
  readonly last: ComputedRef<Deed | undefined>
  readonly error: ShallowRef<AppError | undefined>
  readonly note: (deed: Deed) => void
  /** Takes the last deed back; what can't be taken back any more says why and is forgotten. */
  readonly undo: () => Promise<void>
}

const take = (deed: Deed): Promise<unknown> =>
  deed.isBatch ? api['batch.undo']({ batchId: deed.id, undoBatchId: uuidv7() }) : api['commands.undo']({ id: deed.id })

/** Deeds of one view, the last one first to go. */
export function createUndo(): Undo {
  const deeds = shallowRef<readonly Deed[]>([])
  const error = shallowRef<AppError>()
  const last = computed(() => deeds.value.at(-1))
  async function undo(): Promise<void> {
    const deed = last.value
    if (!deed) return
    deeds.value = deeds.value.slice(0, -1)
    error.value = undefined
    try {
      await take(deed)
    } catch (failure) {
      error.value = asAppError(failure)
    }
  }
  return {
    last,
    error,
    undo,
    note(deed) {
      error.value = undefined
      deeds.value = [...deeds.value, deed].slice(-50)
    },
  }
}
