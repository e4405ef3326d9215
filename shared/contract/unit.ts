import { Type, type Static } from '@sinclair/typebox'
import { Id, Version } from './primitives'
import { RegionLevel } from './region'

/** A government body 单位 that owns sites. */
export const Unit = Type.Object({
  id: Id,
  version: Version,
  name: Type.String(),
  regionCode: Type.String(),
  level: RegionLevel,
})
export type Unit = Static<typeof Unit>
