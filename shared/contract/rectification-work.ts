import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Reason, Sm3 } from './primitives'

/** How a fault came to the office 来源. */
export const OrderSource = OneOf('daily', 'weekly', 'monthly', 'quarterly', 'public', 'superior', 'system')
export type OrderSource = Static<typeof OrderSource>

/** Who closes an order whose findings are verified: a person, or the re-inspection that saw them gone. */
export const OrderClosing = OneOf('person', 'automatic')
export type OrderClosing = Static<typeof OrderClosing>

/**
 * What a second look at one finding said. `unknown` says nothing of the site: our side failed, or no machine can decide,
 * so it is looked at again or left to a person.
 */
export const ReinspectedFinding = Type.Object({
  findingId: Id,
  verdict: OneOf('gone', 'still', 'unknown'),
  /** What was seen, in the operator's language. */
  fact: Type.String({ maxLength: 300 }),
  url: Type.String(),
  seenAt: Instant,
  status: Type.Optional(Type.Integer()),
  /** SM3 of the body that was judged. */
  bodyHash: Type.Optional(Sm3),
  /** SM3 of the WARC file that holds the response, where one is kept. */
  record: Type.Optional(Sm3),
})
export type ReinspectedFinding = Static<typeof ReinspectedFinding>

export const Reinspection = Type.Object({
  at: Instant,
  /** Who had it done at a console; null for a worker of the platform. */
  by: Nullable(Id),
  results: Type.Array(ReinspectedFinding, { minItems: 1, maxItems: 500 }),
})
export type Reinspection = Static<typeof Reinspection>

/** A later day, asked for by the site and decided by the office 延期. */
export const DeadlineExtension = Type.Object({
  from: Day,
  wanted: Day,
  reason: Reason,
  by: Id,
  at: Instant,
  decision: Nullable(Type.Object({ granted: Type.Boolean(), by: Id, at: Instant, reason: Reason })),
})
export type DeadlineExtension = Static<typeof DeadlineExtension>

/** Where the mended thing can be seen, as the site names it 佐证. */
export const RectificationProof = Type.Array(Type.String({ minLength: 2, maxLength: 500 }), { maxItems: 20 })

/** 0 none, 1 the keeper of the site 督办, 2 its first responsible person 升级督办, 3 named in the bulletin 通报问责. */
export const SupervisionLevel = Type.Integer({ minimum: 0, maximum: 3 })

/** Everything about an order that its issue did not settle 办理情况. */
export const RectificationWork = Type.Object({
  source: OrderSource,
  closing: OrderClosing,
  /** Who answers for it at the site, as of acceptance. */
  responsible: Type.String({ maxLength: 40 }),
  acceptedAt: Nullable(Instant),
  measures: Type.String({ maxLength: 1000 }),
  rectifiedAt: Nullable(Instant),
  proof: RectificationProof,
  extensions: Type.Array(DeadlineExtension),
  reinspections: Type.Array(Reinspection),
  /** How often it was sent back because the fault was still there. */
  failures: Type.Integer({ minimum: 0 }),
  level: SupervisionLevel,
  supervisorId: Nullable(Id),
  /** What followed for those responsible 问责. */
  accountability: Type.String({ maxLength: 500 }),
})
export type RectificationWork = Static<typeof RectificationWork>
