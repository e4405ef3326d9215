import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'

export const ColumnType = OneOf(
  'news',
  'notice',
  'policy',
  'interpretation',
  'leader',
  'overview',
  'service',
  'interaction',
  'data',
  'special',
)
export type ColumnType = Static<typeof ColumnType>

/** A column 栏目 of a site with the person who answers for it. */
export const Column = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  parentId: Nullable(Id),
  name: Type.String(),
  /** Address of the column on its site, e.g. /columns/tzgg/ */
  path: Type.String(),
  type: ColumnType,
  /** Person who answers for the column (栏目责任制). */
  owner: Type.String(),
  /** Days within which something new has to appear; null where none is demanded. */
  updateCycleDays: Nullable(Type.Integer({ minimum: 1, maximum: 730 })),
  lastUpdatedOn: Nullable(Day),
  articleCount: Type.Integer({ minimum: 0 }),
  /** True where articles of the column pass 保密审查 after 终审. */
  secrecyReview: Type.Boolean(),
  state: OneOf('open', 'disabled'),
  changedAt: Instant,
})
export type Column = Static<typeof Column>
