import { isAppError, type ErrorCode } from '#shared/contract/app-error'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import type { Change, RuleContext } from '#shared/domain/command-rule'
import { ruleContext } from '#platform/rule-context'
import { ids, now } from '#tests/builders'

/** The real surroundings of a rule at the builders' time. */
export const contextOf = (by: Operator, madeAt = now): RuleContext =>
  ruleContext({ by, at: now, madeAt, commandId: ids.command })

/** Entities of a kind among the changes, in their order. */
export const saved = <K extends EntityKind>(changes: readonly Change[], kind: K): EntityOf<K>[] =>
  changes.filter((change) => change.kind === kind).map((change) => change.entity as EntityOf<K>)

/** Code of the refusal; fails where nothing was refused. */
export function refusalOf(run: () => unknown): ErrorCode {
  try {
    run()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
  throw new Error('nothing was refused')
}
