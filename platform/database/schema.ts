import type { ColumnType, Generated } from 'kysely'
import type { Outcome } from '#shared/contract/command'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { LinkVerdict } from '#shared/inspection/gather/site-context'
import type { HomeBaseline } from '#shared/inspection/target'

/** What the change feed keeps beside each entity. */
interface Tracked {
  readonly tx: Generated<string>
  readonly seq: Generated<number>
  readonly deleted: Generated<boolean>
}

type EntityTables = { [K in EntityKind]: EntityOf<K> & Tracked }

/** Every table under the names Kysely uses (its CamelCasePlugin speaks snake_case to PostgreSQL). Instants and days are strings as in the contract. Store entities with `insertEntities`. */
export interface Database extends EntityTables {
  platformIdentity: { onlyRow: Generated<boolean>; incarnation: string; place: string }
  operatorPassword: { operatorId: string; hash: string }
  session: {
    id: string
    operatorId: string
    accessHash: string
    accessEndsAt: string
    endsAt: string
    ended: Generated<boolean>
    /** Digest of the refresh token it was last renewed by, until the new tokens are used. */
    renewedFrom: string | null
  }
  refreshToken: { hash: string; sessionId: string; used: Generated<boolean> }
  signInFailure: { login: string; failures: number; lastAt: string }
  device: { id: string; operatorId: string; nextN: Generated<number>; registeredAt: Generated<string> }
  commandOutcome: {
    device: string
    n: number
    id: string
    type: string
    /** JSON text on the way in, as is the outcome. */
    args: ColumnType<unknown, string | null>
    fingerprint: string
    outcome: ColumnType<Outcome, string>
    decidedAt: string
    repeated: Generated<boolean>
  }
  libraryText: { hash: string; body: string }
  attachmentContent: { hash: string; name: string; bytes: Buffer }
  job: {
    id: string
    kind: string
    runId: string | null
    /** Of a round of probes. */
    planId: string | null
    /** Of a second look at the findings of a rectification order. */
    orderId: Generated<string | null>
    place: number
    siteIds: string[]
    state: Generated<'waiting' | 'leased' | 'done' | 'failed'>
    /** Counts how often it was taken, and tells whoever has it from those who had it before. */
    attempt: Generated<number>
    /** Of these, the ones that count: a worker that puts a job back in order had no try at it. */
    tries: Generated<number>
    notBefore: Generated<string>
    leasedUntil: string | null
    worker: string | null
    problem: string | null
  }
  authorityKey: {
    role: 'root' | 'platform'
    name: string
    publicKey: string
    privateKey: string
    /** PEM texts from its own certificate to the root. */
    certificates: string[]
    certifiesUntil: string
  }
  probeDay: { siteId: string; day: string; samples: Uint8Array }
  linkVerdict: {
    runId: string
    urlHash: string
    claimedAt: Generated<string>
    /** Null while whoever claimed it is asking. */
    verdict: LinkVerdict | null
    rechecked: Generated<boolean>
    /** JSON text on the way in. */
    visit: ColumnType<unknown, string | null>
  }
  homeBaseline: { siteId: string; seenOn: string; baseline: ColumnType<HomeBaseline, string> }
  schemaMigration: { name: string; appliedAt: Generated<string> }
}
