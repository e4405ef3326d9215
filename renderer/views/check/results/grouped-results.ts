import type { DeskCalls, Output } from '#shared/contract/desk'
import type { HitSeverity, ObservedHit } from '#shared/contract/hit'

export type CheckedSubject = Output<DeskCalls['check.results']>[number]

/** What a subject comes to. What could not be read is never clean. */
export type Outcome = HitSeverity | 'unreadable' | 'clean'

const gravity: readonly HitSeverity[] = ['block', 'review', 'hint']

export const gravestOf = (hits: readonly Pick<ObservedHit, 'severity'>[]): HitSeverity | undefined =>
  gravity.find((severity) => hits.some((hit) => hit.severity === severity))

/** The gravest thing about a subject: a blocking hit outweighs unread parts, these outweigh the rest. */
export function outcomeOf({ hits, unreadable }: Pick<CheckedSubject, 'hits' | 'unreadable'>): Outcome {
  const gravest = gravestOf(hits)
  if (gravest === 'block') return 'block'
  return unreadable === null ? (gravest ?? 'clean') : 'unreadable'
}

const rank: Readonly<Record<Outcome, number>> = { block: 0, unreadable: 1, review: 2, hint: 3, clean: 4 }

export interface ResultRow extends CheckedSubject {
  readonly id: string
  readonly outcome: Outcome
}

/** Subjects as rows, what needs a person first. */
export const resultRows = (subjects: readonly CheckedSubject[]): ResultRow[] =>
  subjects
    .map((subject, place) => ({ ...subject, id: String(place), outcome: outcomeOf(subject) }))
    .sort((a, b) => rank[a.outcome] - rank[b.outcome] || b.hits.length - a.hits.length)
