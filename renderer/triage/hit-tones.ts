import type { Tone } from '#renderer/components/StateTag.vue'
import type { Hit } from '#shared/contract/hit'

/** How a hit's severity and state look. */
export const hitSeverityTone: Readonly<Record<Hit['severity'], Tone>> = {
  block: 'serious',
  review: 'caution',
  hint: 'neutral',
}
export const hitStateTone: Readonly<Record<Hit['state'], Tone>> = {
  open: 'caution',
  awaiting_second: 'caution',
  confirmed: 'serious',
  false_positive: 'neutral',
  cleared: 'fine',
  gone: 'neutral',
}
