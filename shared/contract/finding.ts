import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Sm3, Version } from './primitives'

export const FindingSeverity = OneOf('veto', 'deduct', 'hint')
export type FindingSeverity = Static<typeof FindingSeverity>

/** What was seen, where and when: enough to look at the finding again without the network. */
export const Evidence = Type.Object({
  seenAt: Instant,
  finalUrl: Type.Optional(Type.String()),
  status: Type.Optional(Type.Integer()),
  milliseconds: Type.Optional(Type.Integer()),
  /** SM3 of the response body that was judged. */
  bodyHash: Type.Optional(Sm3),
  /** SM3 of the WARC file that holds the response, and its name. */
  record: Type.Optional(Sm3),
  /** The text around what was seen, at most 300 characters. */
  excerpt: Type.Optional(Type.String({ maxLength: 300 })),
  /** Pages on which a faulty link stands. */
  foundOn: Type.Optional(Type.Array(Type.String())),
  verdict: Type.Optional(OneOf('dead', 'uncertain', 'soft-404', 'danger', 'failed-here')),
  expected: Type.Optional(Type.String()),
  actual: Type.Optional(Type.String()),
})
export type Evidence = Static<typeof Evidence>

/** What an indicator reports of one site, before anyone has judged it. */
export const ObservedFinding = Type.Object({
  /** Indicator id of the check list, e.g. V3 or D19. */
  indicator: Type.String({ pattern: '^[VDGN]\\d{1,2}$' }),
  severity: FindingSeverity,
  url: Type.String(),
  /** The fact in the operator's language. */
  detail: Type.String(),
  evidence: Evidence,
})
export type ObservedFinding = Static<typeof ObservedFinding>

export const FindingState = OneOf(
  'open',
  'confirmed',
  'false_positive',
  'duplicate',
  'ordered',
  'rectified',
  'verified',
  'closed',
)
export type FindingState = Static<typeof FindingState>

export const Finding = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  runId: Id,
  day: Day,
  ...ObservedFinding.properties,
  /** SM3 over what was observed: what a disposition names as seen. */
  hash: Sm3,
  state: FindingState,
  disposition: Nullable(
    Type.Object({
      reason: Type.String(),
      by: Id,
      at: Instant,
      /** Set where the finding itself was on somebody's screen, not only in a list of many. */
      opened: Type.Optional(Type.Boolean()),
    }),
  ),
  orderId: Nullable(Id),
  /** The same for the same fault of the same site on every day; null where it was recorded before that was told. */
  identity: Nullable(Id),
  /** The exemption that judged it a false alarm when it was recorded, without a person. */
  exemptionId: Nullable(Id),
})
export type Finding = Static<typeof Finding>
