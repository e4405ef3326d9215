import { Type, type Static } from '@sinclair/typebox'
import { Id, Instant, Nullable, Version } from './primitives'

/** One applied command 审计记录; its id is the command's. */
export const AuditEntry = Type.Object({
  id: Id,
  version: Version,
  siteId: Nullable(Id),
  operatorId: Id,
  type: Type.String(),
  at: Instant,
  /** When the operator did it, by the workstation's measured platform time. */
  madeAt: Instant,
  batchId: Nullable(Id),
  /** Entities the command changed, as kind:id. */
  subjects: Type.Array(Type.String()),
  /** Before and after of the fields that changed. */
  differences: Type.Array(
    Type.Object({ subject: Type.String(), field: Type.String(), before: Type.Unknown(), after: Type.Unknown() }),
  ),
  reason: Nullable(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntry>
