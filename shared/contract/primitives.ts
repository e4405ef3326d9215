import { Type, type Static, type TLiteral, type TUnion } from '@sinclair/typebox'

/** UUIDv7 of an entity or command: rises with time, so indexes stay dense. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export type Id = Static<typeof Id>

/** SM3 digest (GB/T 32905), lower-case hex. */
export const Sm3 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export type Sm3 = Static<typeof Sm3>

/** Calendar day in the province's time zone, YYYY-MM-DD. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export type Day = Static<typeof Day>

/** Point in time, ISO 8601 in UTC with milliseconds. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })
export type Instant = Static<typeof Instant>

/** Counts the changes of one entity, from 1. */
export const Version = Type.Integer({ minimum: 0 })

export const SiteCode = Type.String({ pattern: '^(\\d{10}|bm\\d{8})$' })

/** Why something was decided; never empty, so that a reader of the log finds a reason. */
export const Reason = Type.String({ minLength: 2, maxLength: 500 })

/** A string that is one of the listed values. */
export const OneOf = <const T extends readonly string[]>(...values: T): TUnion<TLiteral<T[number]>[]> =>
  Type.Union(values.map((value) => Type.Literal(value as T[number]))) as TUnion<TLiteral<T[number]>[]>

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
