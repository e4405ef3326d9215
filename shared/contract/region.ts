import { Type, type Static } from '@sinclair/typebox'
import { Id, Nullable, OneOf, Version } from './primitives'

export const RegionLevel = OneOf('province', 'city', 'county')
export type RegionLevel = Static<typeof RegionLevel>

/** Administrative division 区划 with its six-digit GB/T 2260 code. */
export const Region = Type.Object({
  id: Id,
  version: Version,
  code: Type.String({ pattern: '^\\d{6}$' }),
  name: Type.String(),
  level: RegionLevel,
  parentCode: Nullable(Type.String()),
})
export type Region = Static<typeof Region>
