import type { Tone } from '#renderer/components/StateTag.vue'
import type { FindingState } from '#shared/contract/finding'
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
