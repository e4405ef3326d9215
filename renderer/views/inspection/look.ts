import type { Tone } from '#renderer/components/StateTag.vue'
import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'

/** How severities and states look. */
export const severityTone: Readonly<Record<Finding['severity'], Tone>> = {
  veto: 'serious',
  deduct: 'caution',
  hint: 'neutral',
}
export const findingTone: Readonly<Record<Finding['state'], Tone>> = {
  open: 'caution',
  confirmed: 'serious',
  false_positive: 'neutral',
  duplicate: 'neutral',
  ordered: 'accent',
  rectified: 'accent',
  verified: 'fine',
  closed: 'fine',
}
/** The state as it reads: what an exemption kept away was judged by nobody that day. */
export const shownState = ({ state, exemptionId }: Pick<Finding, 'state'> & { exemptionId?: string | null }): string =>
  exemptionId ? 'exempted' : state

export const orderTone: Readonly<Record<RectificationOrder['state'], Tone>> = {
  issued: 'caution',
  disputed: 'serious',
  accepted: 'caution',
  rectified: 'accent',
  verified: 'fine',
  closed: 'neutral',
  withdrawn: 'neutral',
}
