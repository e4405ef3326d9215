import type { TObject } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import type { Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { Command } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import type { Change, CommandRule, Read, Reads } from '#shared/domain/command-rule'
import { ruleFor } from '#shared/domain/command-rules'
import { assertMay, mayAnywhere } from '#shared/domain/permissions'
import { insertEntities } from '#platform/database/entity-rows'
import { certifyKeys } from '#platform/authority/certify-keys'
import type { Database } from '#platform/database/schema'
import { faultsOf } from '#platform/http/validation'
import { ruleContext } from '#platform/rule-context'
import { assertBase } from './assert-base'
import { auditEntry } from './audit'
import { lockSubjects } from './lock-subjects'
import { knownIn, loadState, type LoadedState } from './load-state'
import { saveChanges } from './save-changes'

const compiled = new WeakMap<TObject, TypeCheck<TObject>>()

function checkerOf(schema: TObject): TypeCheck<TObject> {
  const checker = compiled.get(schema) ?? TypeCompiler.Compile(schema)
  compiled.set(schema, checker)
  return checker
}

function assertArgs({ args: schema }: CommandRule, args: Command['args']): void {
  if (checkerOf(schema).Check(args)) return
  throw new AppError('invalid', '指令内容不符合约定，请升级客户端', { faults: faultsOf(schema, args) })
}

function assertRight(rule: CommandRule, args: Command['args'], by: Operator, site: Site | null): void {
  const right = typeof rule.right === 'function' ? rule.right(args) : rule.right
  if (!rule.anywhere) assertMay(by, right, site)
  else if (!mayAnywhere(by, right)) {
    throw new AppError('forbidden', '当前账号无权办理此事项，请由有权限的人员办理', { right })
  }
}

const siteIn = ({ site }: LoadedState) => (site && !Array.isArray(site) ? (site as Site) : null)

const siteNamed = ({ siteId }: Command['args']) => (typeof siteId === 'string' ? siteId : null)

/** What a rule only looks at is not locked against others who look at it, so it must not change it. */
function assertKept({ type }: CommandRule, reads: Reads, changes: readonly Change[]): void {
  const kept = new Set(Object.values(reads).flatMap(keptBy))
  const changed = changes.find(({ kind, entity }) => kept.has(`${kind}:${entity.id}`))
  if (changed) throw new Error(`${type} changes a ${changed.kind} that it only looks at`)
}

function keptBy(read: Read): string[] {
  if (read.how === 'many' || read.kept !== true) return []
  if (read.how === 'each') return read.ids.map((id) => `${read.kind}:${id}`)
  return read.id === null ? [] : [`${read.kind}:${read.id}`]
}

/**
 * Judges one command with its rule and stores its effect and audit entry, all within the caller's transaction. Answers what
 * was made otherwise than asked for, null where nothing was.
 * @throws AppError for every refusal; nothing may be kept then
 */
export async function applyCommand(
  db: Kysely<Database>,
  command: Command,
  by: Operator,
  at: string,
): Promise<string | null> {
  const rule = ruleFor(command.type)
  assertArgs(rule, command.args)
  const reads = rule.reads(command.args)
  await lockSubjects(db, reads)
  const state = await loadState(db, reads)
  const known = knownIn(reads, state)
  assertRight(rule, command.args, by, siteIn(state))
  assertBase(command, reads, known)
  const context = ruleContext({ by, at, madeAt: command.madeAt, commandId: command.id, device: command.device })
  const decided = rule.decide(state as Parameters<typeof rule.decide>[0], command.args, context)
  const changes = await certifyKeys(db, decided, by, context)
  assertKept(rule, reads, changes)
  await saveChanges(db, changes)
  const siteId = siteIn(state)?.id ?? siteNamed(command.args)
  const witnessed = rule.witnessed?.(command.args) ?? []
  await insertEntities(db, 'auditEntry', [auditEntry({ command, known, changes, witnessed, siteId, at })])
  return rule.adjusted?.(changes, command.args, context) ?? null
}
