import type { FindingState } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { Edges } from './state-machine'

/** From observation to closure (product.md, State machines). A disposition may be revised until an order stands on it. */
export const findingEdges: Edges<
  FindingState,
  'confirmed' | 'false_positive' | 'duplicate' | 'reopen' | 'order' | 'rectify' | 'verify' | 'close'
> = {
  open: { confirmed: 'confirmed', false_positive: 'false_positive', duplicate: 'duplicate' },
  confirmed: { reopen: 'open', false_positive: 'false_positive', duplicate: 'duplicate', order: 'ordered' },
  false_positive: { reopen: 'open', confirmed: 'confirmed', duplicate: 'duplicate' },
  duplicate: { reopen: 'open', confirmed: 'confirmed', false_positive: 'false_positive' },
  ordered: { rectify: 'rectified' },
  rectified: { verify: 'verified', order: 'ordered' },
  verified: { close: 'closed', order: 'ordered' },
  closed: {},
}

/** States in which a finding still speaks against its site: nobody has judged it away or mended it. */
export const standingFindings = ['open', 'confirmed', 'ordered'] as const satisfies readonly FindingState[]

/** An order and the findings under it move together; `order` on a later state sends it back. */
export const orderEdges: Edges<RectificationOrder['state'], 'rectify' | 'verify' | 'close' | 'order'> = {
  issued: { rectify: 'rectified' },
  rectified: { verify: 'verified', order: 'issued' },
  verified: { close: 'closed', order: 'issued' },
  closed: {},
}
