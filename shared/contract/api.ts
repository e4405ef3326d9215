import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Attachment } from './article'
import { SiteAvailability, WeekShares } from './availability'
import { Command, Outcome, ToldRef } from './command'
import { DigestAnswer, DigestQuery } from './digest'
import { KeptFrom } from './kept-from'
import { Assignment, Operator, type Role } from './operator'
import { Id, Instant, Sm3, Version } from './primitives'
import type { Right } from './right'

/** What a request needs: nothing, a session, or a session whose operator holds the right somewhere. */
export type RouteRight = 'public' | 'signed-in' | Right

export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly right: RouteRight
  readonly summary: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly response: TSchema
}
const route = <const R extends RouteContract>(contract: R): R => contract

/** A newer platform may give roles that this build doesn't know; they carry nothing here. */
const SignedInOperator = Type.Object({
  ...Operator.properties,
  assignments: Type.Array(Type.Object({ ...Assignment.properties, role: Type.Unsafe<Role>(Type.String()) })),
})

export const Session = Type.Object({
  accessToken: Type.String(),
  refreshToken: Type.String(),
  /** Seconds until the access token ends. */
  expiresIn: Type.Integer(),
  operator: SignedInOperator,
  serverTime: Instant,
})
export type Session = Static<typeof Session>

/** One row of the change feed. `endsTransaction` is true on the last row of a transaction. */
export const FeedChange = Type.Object({
  entity: ToldRef,
  version: Version,
  deleted: Type.Boolean(),
  value: Type.Unknown(),
  endsTransaction: Type.Boolean(),
})
export type FeedChange = Static<typeof FeedChange>

export const routes = {
  health: route({
    method: 'GET',
    path: '/v1/health',
    right: 'public',
    summary: 'Whether the platform is up, which schema it speaks, and its clock',
    response: Type.Object({
      product: Type.String(),
      schema: Type.Integer(),
      oldestSchema: Type.Integer(),
      incarnation: Id,
      serverTime: Instant,
    }),
  }),
  signIn: route({
    method: 'POST',
    path: '/v1/sessions',
    right: 'public',
    summary: 'Sign in with operator name and password',
    body: Type.Object(
      { login: Type.String({ maxLength: 60 }), password: Type.String({ maxLength: 200 }) },
      { additionalProperties: false },
    ),
    response: Session,
  }),
  refresh: route({
    method: 'POST',
    path: '/v1/sessions/refresh',
    right: 'public',
    summary: 'Exchange a refresh token for a new session; the old refresh token ends',
    body: Type.Object({ refreshToken: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
    response: Session,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/v1/sessions/current',
    right: 'signed-in',
    summary: 'End this session and its refresh token',
    response: Type.Object({}),
  }),
  sendCommands: route({
    method: 'POST',
    path: '/v1/commands',
    right: 'signed-in',
    summary: 'Hand in commands of one device, in order; each is judged by its own rule and right',
    body: Type.Object(
      { device: Id, commands: Type.Array(Command, { minItems: 1, maxItems: 100 }) },
      { additionalProperties: false },
    ),
    response: Type.Object({ outcomes: Type.Array(Outcome), nextN: Type.Integer(), serverTime: Instant }),
  }),
  trust: route({
    method: 'GET',
    path: '/v1/trust',
    right: 'public',
    summary: 'Root certificates and lists of revoked certificates, as PEM, for whoever verifies signed logs offline',
    response: Type.Object({ roots: Type.Array(Type.String()), revocations: Type.Array(Type.String()) }),
  }),
  startSnapshot: route({
    method: 'GET',
    path: '/v1/snapshot',
    right: 'signed-in',
    summary: 'Where the change feed stands before a first sync, and how many rows of each kind await',
    query: Type.Object({ kept: Type.Optional(KeptFrom) }),
    response: Type.Object({
      cursor: Type.String(),
      caughtUpTo: Instant,
      kinds: Type.Array(Type.Object({ kind: Type.String(), rows: Type.Integer() })),
    }),
  }),
  keptFrom: route({
    method: 'GET',
    path: '/v1/kept-from',
    right: 'signed-in',
    summary: 'From which day on a workstation keeps rows that are over, if it keeps so many months of them',
    query: Type.Object({ months: Type.Integer({ minimum: 1, maximum: 120 }) }),
    response: Type.Object({ kept: KeptFrom }),
  }),
  /** Answers NDJSON: one entity a line, newest id first, compressed when asked for. */
  snapshotRows: route({
    method: 'GET',
    path: '/v1/snapshot/:kind',
    right: 'signed-in',
    summary: 'Rows of one kind below an id, newest first, as NDJSON',
    params: Type.Object({ kind: Type.String() }),
    query: Type.Object({
      below: Type.Optional(Id),
      /** Leaves out what has aged. */
      kept: Type.Optional(KeptFrom),
      limit: Type.Integer({ minimum: 1, maximum: 50_000, default: 10_000 }),
    }),
    response: Type.Unknown(),
  }),
  changes: route({
    method: 'GET',
    path: '/v1/changes',
    right: 'signed-in',
    summary: 'Changes after a cursor, in the order of their transactions; 409 incompatible asks for a new snapshot',
    query: Type.Object({
      cursor: Type.String({ maxLength: 400 }),
      limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 2_000 }),
    }),
    response: Type.Object({
      changes: Type.Array(FeedChange),
      cursor: Type.String(),
      caughtUpTo: Instant,
      more: Type.Boolean(),
    }),
  }),
  digests: route({
    method: 'GET',
    path: '/v1/digests',
    right: 'signed-in',
    summary:
      'Digests of the rows as they stood at a cursor, stretch by stretch, to be compared with what a console holds',
    query: DigestQuery,
    response: DigestAnswer,
  }),
  /** Answers server-sent events: `poke` whenever the change feed has something new, comments while it has not. */
  pokes: route({
    method: 'GET',
    path: '/v1/pokes',
    right: 'signed-in',
    summary: 'Server-sent events that only say when to ask for changes; whoever misses one loses nothing',
    response: Type.Unknown(),
  }),
  articleText: route({
    method: 'GET',
    path: '/v1/articles/:id/text',
    right: 'signed-in',
    summary: 'The published text of an article',
    params: Type.Object({ id: Id }),
    response: Type.Object({
      articleId: Id,
      hash: Sm3,
      title: Type.String(),
      body: Type.String(),
      attachments: Type.Array(Attachment),
    }),
  }),
  /** Answers NDJSON: `hash` and `body` once for each text, compressed when asked for. What is not public or not visible is left out. */
  articleTexts: route({
    method: 'POST',
    path: '/v1/article-texts',
    right: 'signed-in',
    summary: 'The published texts of many articles, as NDJSON, each text once',
    body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 200 }) }, { additionalProperties: false }),
    response: Type.Unknown(),
  }),
  attachment: route({
    method: 'GET',
    path: '/v1/attachments/:hash',
    right: 'signed-in',
    summary: 'The bytes of an attachment',
    params: Type.Object({ hash: Sm3 }),
    response: Type.Unknown(),
  }),
  siteAvailability: route({
    method: 'GET',
    path: '/v1/sites/:id/availability',
    right: 'signed-in',
    summary: "A site's probes of today, its share of failures in the week before, and response times of 30 days",
    params: Type.Object({ id: Id }),
    response: SiteAvailability,
  }),
  weekShares: route({
    method: 'GET',
    path: '/v1/week-shares',
    right: 'signed-in',
    summary: 'Share of failed probes in the week before today, of every site that was probed, packed',
    response: WeekShares,
  }),
} as const

/** RFC 9457 problem document. `code` is one of the product's error codes. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  code: Type.String(),
  errors: Type.Optional(Type.Unknown()),
})
export type Problem = Static<typeof Problem>

/** Header with the schema version that whoever sends it speaks: the console in every request, the platform in every answer. */
export const schemaHeader = 'x-zhanqun-schema'
/**
 * Request header with the cursor of a console that hands in commands: the versions that they name are those of that
 * place. A database that was put back gives the same version numbers to other contents, so it judges nothing of before.
 */
export const cursorHeader = 'x-zhanqun-cursor'

/** A stream of pokes shows at least so often that it lives; one that is silent for long is dead. */
export const pokeHeartbeatMs = 15_000
