import { uuidv7 } from 'uuidv7'
import { applyEffect } from '#core/overlay/overlay'
import { contentsOf } from '#core/overlay/contents'
import { assertArgs, decide, type Args, type Decision } from '#core/overlay/decide'
import { ruleContext } from '#core/overlay/rule-context'
import type { Base, Subject } from '#core/overlay/pending-command'
import { storedRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import type { EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { refsOf, type CommandRule } from '#shared/domain/command-rule'
import { commandRules } from '#shared/domain/command-rules'

/** Who acts, and when by platform time. */
export interface Actor {
  readonly by: Operator
  readonly at: string
}

export interface Submission {
  readonly type: string
  readonly args: Args
}

export interface Submitted {
  readonly id: string
  readonly seq: number
  /** False where the command changes nothing and is therefore never sent. */
  readonly changes: boolean
  readonly subjects: readonly Subject[]
}

/** @throws AppError `invalid` for a type that isn't known */
export function knownRule(type: string): CommandRule {
  const rule = commandRules.get(type)
  if (!rule) throw new AppError('invalid', '没有这种操作，请升级管理台后重试', { type })
  return rule
}

/**
 * Decides a command on the rows as they are, applies it and queues it, all in one transaction.
 * @throws AppError as the rule refuses it; nothing is stored then
 */
export const submit = (store: Store, { by, at }: Actor, { type, args }: Submission): Submitted =>
  store.transaction(() => {
    const rule = knownRule(type)
    assertArgs(rule, args)
    const id = uuidv7()
    const decision = decide(store, rule, args, ruleContext({ by, at, commandId: id }))
    const seq = insertCommand(store, { id, rule, args, decision, actor: { by, at } })
    if (decision.changes.length > 0) applyEffect(store, seq, decision)
    return { id, seq, changes: decision.changes.length > 0, subjects: subjectsAfter(decision) }
  })

const subjectsAfter = ({ changes }: Decision): Subject[] =>
  changes.map(({ kind, entity }) => ({ kind, id: entity.id, version: entity.version + 1 }))

const baseOf = (store: Store, { reads }: Decision): Base[] =>
  refsOf(reads)
    .filter(({ guarded }) => guarded)
    .map(({ kind, id }) => baseIn(store, kind, id))

function baseIn(store: Store, kind: EntityKind, id: string): Base {
  const row = storedRow(store, kind, id)
  const contents = row && contentsOf(store, kind, row)
  return { entity: { kind, id }, version: row?.version ?? 0, ...(contents && { contents }) }
}

/** More rows than these are not shown side by side with the platform's. */
const mostShown = 10

interface NewCommand {
  readonly id: string
  readonly rule: CommandRule
  readonly args: Args
  readonly decision: Decision
  readonly actor: Actor
}

function insertCommand(store: Store, { id, rule, args, decision, actor }: NewCommand): number {
  const undo = rule.undo?.(decision.state, args) ?? null
  const isSent = decision.changes.length > 0 || rule.witnessed !== undefined
  const row = store.get<{ seq: number }>(
    `INSERT INTO command (id, author, type, args, base, made_at, state, subjects, mine, site_id, batch_id, undo, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
    id,
    actor.by.id,
    rule.type,
    JSON.stringify(args),
    JSON.stringify(baseOf(store, decision)),
    actor.at,
    isSent ? 'waiting' : 'done',
    JSON.stringify(subjectsAfter(decision)),
    JSON.stringify(decision.changes.slice(0, mostShown).map(({ entity }) => entity)),
    textArg(args, 'siteId'),
    textArg(args, 'batchId'),
    undo && JSON.stringify(undo),
    isSent ? null : '没有变化，无需提交',
  )
  if (!row) throw new Error('a command was stored without a number')
  return row.seq
}

const textArg = (args: Args, name: string): string | null => {
  const value = args[name]
  return typeof value === 'string' ? value : null
}
