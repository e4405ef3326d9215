import { Type, type Static } from '@sinclair/typebox'
import { Id, Instant, Nullable, OneOf, Sm3, Version } from './primitives'

export const ReviewStage = OneOf('first', 'second', 'final', 'secrecy')
export type ReviewStage = Static<typeof ReviewStage>

/** One stage of the review of one revision 审核任务. */
export const ReviewTask = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  articleId: Id,
  revisionId: Id,
  title: Type.String(),
  stage: ReviewStage,
  state: OneOf('waiting', 'approved', 'returned', 'superseded'),
  priority: OneOf('high', 'normal'),
  submittedAt: Instant,
  dueAt: Instant,
  decidedBy: Nullable(Id),
  decidedAt: Nullable(Instant),
  /** The revision hash that was on screen when it was decided. */
  seen: Nullable(Sm3),
  comment: Nullable(Type.String()),
})
export type ReviewTask = Static<typeof ReviewTask>
