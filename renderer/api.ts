import { AppError } from '#shared/contract/app-error'
import type { DeskCalls, DeskEvents, Input, Output } from '#shared/contract/desk'

/**
 * Everything the page can ask of core, typed by the contract: `await api['rows.list']({…})`. A refusal is thrown as an
 * AppError whose message may be shown as it is. Inputs may be reactive: what travels is a plain copy.
 */
export type Api = { readonly [K in keyof DeskCalls]: (input: Input<DeskCalls[K]>) => Promise<Output<DeskCalls[K]>> }

async function ask(name: string, input: unknown): Promise<unknown> {
  const answer = await window.zhanqun.call(name, JSON.parse(JSON.stringify(input)))
  if (answer.ok) return answer.value
  const { code, message, detail } = answer.error
  throw new AppError(code, message, detail)
}

export const api = new Proxy({} as Api, {
  get: (_target, name) => (input: unknown) => ask(String(name), input),
})

/** Listens to an event of core until the returned function is called. */
export const onEvent = <T extends keyof DeskEvents>(topic: T, listen: (payload: DeskEvents[T]) => void): (() => void) =>
  window.zhanqun.on(topic, (payload) => listen(payload as DeskEvents[T]))

/** Any failure as an AppError: what core did not foresee is `internal`. */
export const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('internal', error instanceof Error ? error.message : String(error))
