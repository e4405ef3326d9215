import type { EntityKind } from '#shared/contract/entity'
import type { KeptFrom } from '#shared/contract/kept-from'
import { addDays, dayOf } from './calendar'

/** How rows of a kind grow old: both sides read it, so that both leave out the same rows. */
export interface AgeingKind {
  /** The field that dates a row, a day or an instant. It never changes once the row is made. */
  readonly by: string
  /** States in which nothing more is to be done; null where a row is over once it is made. */
  readonly over: readonly string[] | null
  /** What holds the day back, so that nothing goes that is still worked with. */
  readonly heldBy: 'unsigned-day' | 'article-in-work' | 'last-sign-off' | null
}

/**
 * Kinds whose old rows leave the workstation. The registry, plans, inspected days, columns and articles never do. Whether
 * a row goes depends on the row and one day alone, so that digests over the rest agree on both sides.
 */
export const ageing: Readonly<Partial<Record<EntityKind, AgeingKind>>> = {
  finding: { by: 'day', over: ['false_positive', 'duplicate', 'closed'], heldBy: 'unsigned-day' },
  rectificationOrder: { by: 'day', over: ['closed', 'withdrawn'], heldBy: 'unsigned-day' },
  inspectionRun: { by: 'day', over: null, heldBy: 'unsigned-day' },
  reviewTask: { by: 'submittedAt', over: ['approved', 'returned', 'superseded'], heldBy: 'article-in-work' },
  revision: { by: 'madeAt', over: null, heldBy: 'article-in-work' },
  hit: { by: 'foundAt', over: ['false_positive', 'cleared', 'gone'], heldBy: 'article-in-work' },
  signOff: { by: 'signedAt', over: null, heldBy: 'last-sign-off' },
  auditEntry: { by: 'at', over: null, heldBy: null },
}

export const ageingKinds = Object.keys(ageing) as readonly EntityKind[]

/** Days after which a command that is over leaves the outbox: longer than any backup that a platform is restored from. */
export const settledCommandDays = 30

/** First day of which each kind's rows are kept. A kind without one keeps everything. */
export type Cuts = Readonly<Partial<Record<EntityKind, string>>>

/** Months back are counted as 30 days each. */
export const monthsBefore = (instant: string | number, months: number): string => addDays(dayOf(instant), -30 * months)

export const writeCuts = (cuts: Cuts): KeptFrom =>
  ageingKinds.flatMap((kind) => (cuts[kind] ? [`${kind}.${cuts[kind]}`] : [])).join(',')

/** Names of kinds that this build doesn't age are left out. */
export function readCuts(text: KeptFrom | undefined): Cuts {
  const pairs = (text ?? '').split(',').map((pair) => pair.split('.'))
  return Object.fromEntries(
    ageingKinds.flatMap((kind) => {
      const day = pairs.find(([name]) => name === kind)?.[1]
      return day === undefined ? [] : [[kind, day]]
    }),
  )
}

/** The earlier one of two days, either of which may be missing. */
export const earlier = (day: string, other: string | null | undefined): string => (other && other < day ? other : day)
