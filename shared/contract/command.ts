import { Type, type Static } from '@sinclair/typebox'
import { Id, Instant, OneOf, Version } from './primitives'
import { kindNames, type EntityKind } from './entity'

export const EntityRef = Type.Object({ kind: OneOf(...(kindNames as readonly EntityKind[])), id: Id })
export type EntityRef = Static<typeof EntityRef>

/** As EntityRef, from a platform that may be newer than the reader and know kinds that the reader doesn't. */
export const ToldRef = Type.Object({ kind: Type.String(), id: Id })

/** A change as the workstation asks for it 指令. `n` is dense per device; `base` are the versions it was decided on. */
export const Command = Type.Object(
  {
    id: Id,
    device: Id,
    n: Type.Integer({ minimum: 1 }),
    author: Id,
    type: Type.String({ maxLength: 60 }),
    args: Type.Record(Type.String(), Type.Unknown()),
    base: Type.Array(Type.Object({ entity: EntityRef, version: Version })),
    madeAt: Instant,
    schema: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
)
export type Command = Static<typeof Command>

/** Both sides of a conflict or a refusal, so that a person can decide. */
const Refusal = { code: Type.String(), message: Type.String(), detail: Type.Optional(Type.Unknown()) }

/** What became of a command. Only `retry-later` holds the queue; `conflict` and `rejected` are parked. */
export const Outcome = Type.Union([
  Type.Object({ id: Id, n: Type.Integer(), result: Type.Literal('applied') }),
  Type.Object({ id: Id, n: Type.Integer(), result: Type.Literal('applied-changed'), message: Type.String() }),
  Type.Object({ id: Id, n: Type.Integer(), result: Type.Literal('rejected'), ...Refusal }),
  Type.Object({
    id: Id,
    n: Type.Integer(),
    result: Type.Literal('conflict'),
    ...Refusal,
    /** The platform's present version of what the command was decided on. */
    theirs: Type.Array(Type.Object({ entity: ToldRef, version: Version, value: Type.Unknown() })),
  }),
  Type.Object({ id: Id, n: Type.Integer(), result: Type.Literal('retry-later'), message: Type.String() }),
])
export type Outcome = Static<typeof Outcome>

/** Version of the meaning of entities and commands that this build speaks. */
export const schemaVersion = 1
