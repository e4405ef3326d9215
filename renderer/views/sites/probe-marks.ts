import type { SiteAvailability } from '#shared/contract/availability'

type Probe = SiteAvailability['probes'][number]

/** What a probe means to who looks at the day: an answer that came too late is none. */
export type MarkKind = 'opened' | 'failed' | 'refused' | 'failedHere'
export const markKinds: readonly MarkKind[] = ['opened', 'failed', 'refused', 'failedHere']

export interface ProbeMark {
  readonly kind: MarkKind
  readonly minute: number
  /** HH:MM of the province. */
  readonly time: string
  readonly milliseconds: number | null
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
const timeOf = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`

function kindOf({ verdict, milliseconds }: Probe, seconds: number): MarkKind {
  if (verdict === 'failed' || (milliseconds ?? 0) >= seconds * 1000) return 'failed'
  return verdict === 'ok' ? 'opened' : verdict === 'refused' ? 'refused' : 'failedHere'
}

/** Marks of the probes of a day, failures last, so that they are drawn above the rest. */
export const marksOf = (probes: readonly Probe[], seconds: number): ProbeMark[] =>
  probes
    .map((probe) => ({
      kind: kindOf(probe, seconds),
      minute: probe.minute,
      time: timeOf(probe.minute),
      milliseconds: probe.milliseconds,
    }))
    .sort((a, b) => Number(a.kind === 'failed') - Number(b.kind === 'failed') || a.minute - b.minute)

/** How many marks there are of each kind. */
export const countMarks = (marks: readonly ProbeMark[], kind: MarkKind): number =>
  marks.filter((mark) => mark.kind === kind).length
