import type { Tone } from '#renderer/components/StateTag.vue'
import type { FindingSeverity, FindingState } from '#shared/contract/finding'
import type { OrderState } from '#shared/contract/rectification-order'
import type { SiteState } from '#shared/contract/site'

export const siteTone: Readonly<Record<SiteState, Tone>> = {
  applying: 'accent',
  building: 'accent',
  running: 'fine',
  temporarily_offline: 'caution',
  migrating: 'accent',
  migrated: 'neutral',
  closing: 'caution',
  closed: 'neutral',
}

/** Findings that somebody still has to do something about. */
export const unsettled = ['open', 'confirmed', 'ordered', 'rectified'] as const satisfies readonly FindingState[]

/** Orders that somebody still has to do something about. */
export const openOrders = [
  'issued',
  'disputed',
  'accepted',
  'rectified',
  'verified',
] as const satisfies readonly OrderState[]

/** A site's health in figures, as lists are filtered and sorted by it: its worst standing finding. */
export const gravity: Readonly<Record<FindingSeverity, number>> = { veto: 3, deduct: 2, hint: 1 }
