import { isDeepStrictEqual } from 'node:util'
import type { AuditEntry } from '#shared/contract/audit-entry'
import type { Command, EntityRef } from '#shared/contract/command'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import type { Change } from '#shared/domain/command-rule'
import type { Known } from './load-state'

type Difference = AuditEntry['differences'][number]

/** Too big to keep twice; the entity has them. */
const unlisted = ['version', 'body', 'document', 'work']
/** An audit entry is read by people who may not see hits, so of these only the decision is told. */
const listedOnly: Readonly<Partial<Record<EntityKind, readonly string[]>>> = { hit: ['state', 'disposition'] }

const subjectOf = (kind: EntityKind, { id }: AnyEntity) => `${kind}:${id}`

const isListed = (kind: EntityKind, field: string) => listedOnly[kind]?.includes(field) ?? !unlisted.includes(field)

function differencesOf({ kind, entity }: Change, before: AnyEntity): Difference[] {
  const earlier: Readonly<Record<string, unknown>> = before
  return Object.entries(entity)
    .filter(([field, value]) => isListed(kind, field) && !isDeepStrictEqual(value, earlier[field]))
    .map(([field, after]) => ({ subject: subjectOf(kind, entity), field, before: earlier[field] ?? null, after }))
}

const textArg = (args: Command['args'], name: string) => (typeof args[name] === 'string' ? args[name] : null)

interface Applied {
  readonly command: Pick<Command, 'id' | 'author' | 'type' | 'args' | 'madeAt'>
  readonly known: readonly Known[]
  readonly changes: readonly Change[]
  /** Named in the record although nothing of it was changed. */
  readonly witnessed?: readonly EntityRef[]
  readonly siteId: string | null
  readonly at: string
}

/** The record of an applied command; what it made anew is told by its subjects alone. */
export function auditEntry({ command, known, changes, witnessed = [], siteId, at }: Applied): AuditEntry {
  const before = new Map(known.map(({ kind, entity }) => [subjectOf(kind, entity), entity]))
  return {
    id: command.id,
    version: 0,
    siteId,
    operatorId: command.author,
    type: command.type,
    at,
    madeAt: command.madeAt,
    batchId: textArg(command.args, 'batchId'),
    subjects: [
      ...changes.map(({ kind, entity }) => subjectOf(kind, entity)),
      ...witnessed.map((ref) => `${ref.kind}:${ref.id}`),
    ],
    differences: changes.flatMap((change) => {
      const earlier = before.get(subjectOf(change.kind, change.entity))
      return earlier ? differencesOf(change, earlier) : []
    }),
    reason: textArg(command.args, 'reason'),
  }
}
