import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Nullable, OneOf, SiteCode, Version } from './primitives'
import { RegionLevel } from './region'

export const SiteState = OneOf(
  'applying',
  'building',
  'running',
  'temporarily_offline',
  'migrating',
  'migrated',
  'closing',
  'closed',
)
export type SiteState = Static<typeof SiteState>

/** What an operator with the right may change in the registry without an approval (变更备案). */
export const SiteRegistry = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 60 }),
  /** 第一责任人 */
  responsible: Type.String({ minLength: 2, maxLength: 20 }),
  /** 分管领导，网站“看护人” */
  keeper: Type.String({ minLength: 2, maxLength: 20 }),
  phone: Type.String({ maxLength: 30 }),
  icp: Nullable(Type.String({ maxLength: 40 })),
  policeFiling: Nullable(Type.String({ maxLength: 40 })),
})
export type SiteRegistry = Static<typeof SiteRegistry>

/** A sub-site 子站 as registered. */
export const Site = Type.Object({
  id: Id,
  version: Version,
  ...SiteRegistry.properties,
  /** 网站标识码 */
  code: SiteCode,
  domain: Type.String(),
  url: Type.String(),
  level: RegionLevel,
  type: OneOf('portal', 'department'),
  unitId: Id,
  regionCode: Type.String(),
  state: SiteState,
  launchedOn: Day,
  /** Grade of 等级保护, null while not graded. */
  securityGrade: Nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  offlineUntil: Nullable(Day),
})
export type Site = Static<typeof Site>
