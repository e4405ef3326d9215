import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf } from './primitives'

/** One probe of a home page; see shared/domain/probe-day for what the verdicts say. */
const Probe = Type.Object({
  /** Minute of the province's day. */
  minute: Type.Integer({ minimum: 0, maximum: 1439 }),
  verdict: OneOf('ok', 'failed', 'refused', 'failed-here'),
  milliseconds: Nullable(Type.Integer()),
})

/** What the official rule says of a site over the whole days before today. */
export const WeekShare = Type.Object({
  /** Probes that count, and those of them that failed. */
  counted: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  /** `unknown` where too few probes were made to say either. */
  verdict: OneOf('pass', 'fail', 'unknown'),
})
export type WeekShare = Static<typeof WeekShare>

/** Times of the answers of one day; null where none of the probes was answered. */
export const ResponseDay = Type.Object({
  day: Day,
  counted: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  medianMs: Nullable(Type.Integer()),
  p95Ms: Nullable(Type.Integer()),
})
export type ResponseDay = Static<typeof ResponseDay>

/** The days that the response times of a site are told of, today included. */
export const responseDays = 30

/** Availability of one site as it stood `at` a time of the platform. */
export const SiteAvailability = Type.Object({
  siteId: Id,
  at: Instant,
  today: Day,
  /** Of today, by time. */
  probes: Type.Array(Probe),
  week: WeekShare,
  /** Days with probes only, oldest first. */
  history: Type.Array(ResponseDay, { maxItems: responseDays }),
})
export type SiteAvailability = Static<typeof SiteAvailability>

/** The week of every site that the reader may see and that was probed. `sites` is Base64, see shared/inspection/week-shares. */
export const WeekShares = Type.Object({ at: Instant, sites: Type.String({ pattern: '^[A-Za-z0-9+/]*=*$' }) })
export type WeekShares = Static<typeof WeekShares>

/** What is kept here of a site's availability. */
export const KeptAvailability = Type.Object({
  /** Null where it was never fetched, or where the site was never probed. */
  detail: Nullable(SiteAvailability),
  week: Nullable(Type.Object({ ...WeekShare.properties, at: Instant })),
  /** As of when `detail` is, or without one the weeks of all sites; null before anything was told. */
  at: Nullable(Instant),
  limits: Type.Object({ seconds: Type.Number(), probesPerDay: Type.Integer(), failedShare: Type.Number() }),
})
export type KeptAvailability = Static<typeof KeptAvailability>
