import type { Finding } from '#shared/contract/finding'

/** How people judged what an indicator reported. */
export interface Precision {
  readonly confirmed: number
  readonly falseAlarms: number
}

/** What counts: a person's verdict. Open findings have none, and what an exemption kept away was judged once, when it was granted. */
export function verdictOf({ state, exemptionId }: Pick<Finding, 'state' | 'exemptionId'>): keyof Precision | null {
  if (state === 'false_positive') return exemptionId === null ? 'falseAlarms' : null
  return state === 'open' || state === 'duplicate' ? null : 'confirmed'
}

/** Share of an indicator's judged findings that were right, 0 to 1; null where nothing was judged. */
export function precisionOf({ confirmed, falseAlarms }: Precision): number | null {
  const judged = confirmed + falseAlarms
  return judged === 0 ? null : confirmed / judged
}
