import { Value } from '@sinclair/typebox/value'
import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import type { Command } from '#shared/contract/command'
import type { AnyEntity } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import type { Change, CommandRule, ManyRead, Read, Reads, RuleContext, StateOf } from '#shared/domain/command-rule'
import { assertMay, mayAnywhere, type ScopedSite } from '#shared/domain/permissions'

export type Args = Command['args']
export type State = StateOf<Reads>

/** What a command would do to the rows as they are now. */
export interface Decision {
  readonly reads: Reads
  readonly state: State
  readonly changes: readonly Change[]
}

/** @throws AppError `invalid` naming what doesn't fit the command's schema */
export function assertArgs(rule: CommandRule, args: unknown): asserts args is Args {
  const fault = Value.Errors(rule.args, args).First()
  if (fault) {
    throw new AppError('invalid', '提交的内容不符合要求，请检查后重试', {
      type: rule.type,
      path: fault.path,
      problem: fault.message,
    })
  }
}

/** Asks a rule what a command would change. @throws AppError as the rule, `forbidden`, `not-found` */
export function decide(store: Store, rule: CommandRule, args: Args, context: RuleContext): Decision {
  const reads = rule.reads(args)
  const state = readState(store, reads)
  assertAllowed(rule, args, state, context.by)
  return { reads, state, changes: rule.decide(state, args, context) }
}

function assertAllowed(rule: CommandRule, args: Args, state: State, by: Operator): void {
  const right = typeof rule.right === 'function' ? rule.right(args) : rule.right
  if (!rule.anywhere) return assertMay(by, right, siteOf(state))
  if (!mayAnywhere(by, right))
    throw new AppError('forbidden', '当前账号无权办理此事项，请由有权限的人员办理', { right })
}

const siteOf = (state: State): ScopedSite | null => (state.site as ScopedSite | null | undefined) ?? null

const readState = (store: Store, reads: Reads): State =>
  Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, readFor(store, read)])) as State

function readFor(store: Store, read: Read): unknown {
  if (read.how === 'many') return manyFor(store, read)
  if (read.how === 'each') return read.ids.map((id) => present(store, read.kind, id))
  if (read.id === null) return null
  return read.optional ? readRow(store, read.kind, read.id) : present(store, read.kind, read.id)
}

const manyFor = (store: Store, { kind, field, value, among }: ManyRead): readonly AnyEntity[] =>
  rowsWith(store, kind, field, value, among)

function present(store: Store, kind: Read['kind'], id: string): unknown {
  const row = readRow(store, kind, id)
  if (row) return row
  throw new AppError('not-found', '所操作的记录已不存在，或不在当前账号的范围内，请刷新后重试', { kind, id })
}
