import { shallowRef, type ShallowRef } from 'vue'
import { api, asAppError } from '#renderer/api.ts'
import type { AppError } from '#shared/contract/app-error'

export interface Action<A extends readonly unknown[], T> {
  /** Resolves to the result, or to undefined when it was refused (`error` says why). */
  readonly run: (...args: A) => Promise<T | undefined>
  readonly busy: ShallowRef<boolean>
  readonly error: ShallowRef<AppError | undefined>
}

/** A deed with its refusal: runs once at a time, keeps the error until the next run. */
export function useAction<A extends readonly unknown[], T>(deed: (...args: A) => Promise<T>): Action<A, T> {
  const busy = shallowRef(false)
  const error = shallowRef<AppError>()
  async function run(...args: A): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    error.value = undefined
    try {
      return await deed(...args)
    } catch (failure) {
      error.value = asAppError(failure)
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { run, busy, error }
}

/** Submits a command: applied here at once, queued for the platform. Resolves to its id, for `commands.undo`. */
export const submit = async (type: string, args: Record<string, unknown>): Promise<string> =>
  (await api['commands.submit']({ type, args })).id
