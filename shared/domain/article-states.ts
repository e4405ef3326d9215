import type { Article } from '#shared/contract/article'
import type { ReviewStage, ReviewTask } from '#shared/contract/review-task'
import type { Right } from '#shared/contract/right'
import type { Edges } from './state-machine'

type State = Article['state']

/** An article passes its stages in order; returning sends it back to its author (domain-rules 3.1). */
export const articleEdges: Edges<
  State,
  'pass' | 'return' | 'revise' | 'publish' | 'correct' | 'withdraw' | 'invalidate'
> = {
  draft: { revise: 'first_review' },
  first_review: { pass: 'second_review', return: 'draft', revise: 'first_review' },
  second_review: { pass: 'final_review', return: 'draft', revise: 'first_review' },
  final_review: { pass: 'approved', return: 'draft', revise: 'first_review' },
  secrecy_review: { pass: 'approved', return: 'draft', revise: 'first_review' },
  approved: { publish: 'published', revise: 'first_review' },
  published: { correct: 'corrected', withdraw: 'withdrawn', invalidate: 'invalidated' },
  corrected: { correct: 'corrected', withdraw: 'withdrawn', invalidate: 'invalidated' },
  withdrawn: {},
  invalidated: {},
}

export const stageOf: Readonly<Partial<Record<State, ReviewStage>>> = {
  first_review: 'first',
  second_review: 'second',
  final_review: 'final',
  secrecy_review: 'secrecy',
}

export const stateOf: Readonly<Record<ReviewStage, State>> = {
  first: 'first_review',
  second: 'second_review',
  final: 'final_review',
  secrecy: 'secrecy_review',
}

export const reviewRight: Readonly<Record<ReviewTask['stage'], Right>> = {
  first: 'review.first',
  second: 'review.second',
  final: 'review.final',
  secrecy: 'review.secrecy',
}

/** The stage after one that was passed, null after the last. Columns that ask for it add 保密审查 after 终审. */
export function stageAfter(stage: ReviewStage, secrecyReview: boolean): ReviewStage | null {
  if (stage === 'first') return 'second'
  if (stage === 'second') return 'final'
  return stage === 'final' && secrecyReview ? 'secrecy' : null
}

/** States in which somebody still works on an article. */
export const workStates: readonly State[] = [
  'draft',
  'first_review',
  'second_review',
  'final_review',
  'secrecy_review',
  'approved',
]
