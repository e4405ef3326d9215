import { AppError } from '#shared/contract/app-error'

/** The edges of a state machine: from each state, the event and where it leads. */
export type Edges<S extends string, E extends string> = Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>

/** Where an event leads from a state. @throws AppError `rule` where it leads nowhere */
export function nextState<S extends string, E extends string>(edges: Edges<S, E>, state: S, event: E): S {
  const next = edges[state][event]
  if (!next) throw new AppError('rule', '当前状态不允许此操作，请刷新后查看最新状态', { state, event })
  return next
}
