import { isDeepStrictEqual } from 'node:util'
import { tableOf } from '#core/kinds/kinds'
import { assertArgs, decide, type Args } from '#core/overlay/decide'
import { ruleContext } from '#core/overlay/rule-context'
import { knownRule, type Actor } from '#core/outbox/submit'
import { readableRow } from '#core/rows/readable'
import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { isAppError } from '#shared/contract/app-error'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { refsOf, type Change, type CommandRule } from '#shared/domain/command-rule'

export type Preview = Output<DeskCalls['batch.preview']>[number]

/** Changes that follow from any change of a row and tell nobody anything. */
const untold = new Set(['version', 'changedAt'])

/** What one item would do now, without doing it. */
export function previewItem(store: Store, { by, at }: Actor, type: string, args: Args): Preview {
  const rule = knownRule(type)
  try {
    assertArgs(rule, args)
    const { changes } = decide(store, rule, args, ruleContext({ by, at, commandId: nobody }))
    const item = named(store, subjectOf(rule, args), by)
    return changes.length === 0
      ? { ...item, changes: [], refusal: '没有变化' }
      : { ...item, changes: differences(store, changes), refusal: null }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ...named(store, subjectIfAny(rule, args), by), changes: [], refusal: error.message }
  }
}

/** A preview makes nothing, so the id under which it is asked means nothing. */
const nobody = '00000000-0000-7000-8000-000000000000'

export interface SubjectName {
  readonly kind: EntityKind
  readonly id: string
}

/** What an item is about: the first row that it guards, else the first that it names. */
export function subjectOf(rule: CommandRule, args: Args): SubjectName | null {
  const refs = refsOf(rule.reads(args))
  return refs.find(({ guarded }) => guarded) ?? refs[0] ?? null
}

function subjectIfAny(rule: CommandRule, args: Args): SubjectName | null {
  try {
    return subjectOf(rule, args)
  } catch {
    return null
  }
}

/** The item's row in words. */
export function named(
  store: Store,
  subject: SubjectName | null,
  by: Operator,
): Pick<Preview, 'subject' | 'label' | 'siteId'> {
  if (!subject) return { subject: '', label: '', siteId: null }
  const row = readableRow(store, subject.kind, subject.id, by)
  const siteId = row && 'siteId' in row ? row.siteId : null
  return { subject: `${subject.kind}:${subject.id}`, label: row ? labelOf(subject.kind, row) : subject.id, siteId }
}

const labelOf = (kind: EntityKind, row: AnyEntity): string => tableOf(kind).label?.(row as never) ?? row.id

function differences(store: Store, changes: readonly Change[]): Preview['changes'] {
  return changes.flatMap(({ kind, entity }) => {
    const before: Readonly<Record<string, unknown>> = readRow(store, kind, entity.id) ?? {}
    return Object.entries(entity)
      .filter(([field, after]) => !untold.has(field) && !isDeepStrictEqual(before[field], after))
      .map(([field, after]) => ({ field, before: before[field] ?? null, after: after as unknown }))
  })
}
