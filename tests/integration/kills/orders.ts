import type { Desk, DeskCalls, Input, Output } from '#shared/contract/desk'

export type CallName = keyof Desk

/** What the parent asks of a console that runs in a child process: one call of its desk. */
export interface Order {
  readonly id: number
  readonly call: CallName
  readonly input: unknown
}

/** What came of an order. The parent counts a command as acknowledged when this has arrived, and not before. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string }

export type CallInput<C extends CallName> = Input<DeskCalls[C]>
export type CallOutput<C extends CallName> = Output<DeskCalls[C]>

/** Whatever calls of a desk can be asked of: a child process, or a console in this one. */
export interface Asked {
  ask<C extends CallName>(call: C, input: CallInput<C>): Promise<CallOutput<C>>
}
