import type { Tone } from '#renderer/components/StateTag.vue'
import type { Exemption } from '#shared/contract/exemption'
import type { FieldFilter } from '#shared/contract/desk'
import { addDays } from '#shared/domain/calendar'
import { isInForce } from '#shared/domain/exemptions'

export const exemptionStates = ['living', 'ending', 'expired', 'withdrawn'] as const
export type ExemptionState = (typeof exemptionStates)[number]

/** Days before its end from which on an exemption is shown as ending. */
const endingDays = 7

export function stateOf(exemption: Pick<Exemption, 'until' | 'withdrawnAt'>, today: string): ExemptionState {
  if (exemption.withdrawnAt !== null) return 'withdrawn'
  if (!isInForce(exemption, today)) return 'expired'
  return exemption.until <= addDays(today, endingDays) ? 'ending' : 'living'
}

/** The same as a restriction of the list. */
export function whereState(state: ExemptionState, today: string): Record<string, FieldFilter> {
  if (state === 'withdrawn') return { isWithdrawn: { in: [1] } }
  const until = {
    living: { from: today },
    ending: { from: today, to: addDays(today, endingDays) },
    expired: { to: addDays(today, -1) },
  }[state]
  return { isWithdrawn: { in: [0] }, until }
}

export const exemptionTone: Readonly<Record<ExemptionState, Tone>> = {
  living: 'fine',
  ending: 'caution',
  expired: 'neutral',
  withdrawn: 'neutral',
}
