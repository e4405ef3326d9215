import type { FindingState } from '#shared/contract/finding'
import type { OrderState } from '#shared/contract/rectification-order'
import type { Edges } from './state-machine'

/**
 * From observation to closure (product.md, State machines). A disposition may be revised until an order stands on it; from
 * then on the finding moves with its order, also where a step of the order is taken back.
 */
export const findingEdges: Edges<
  FindingState,
  'confirmed' | 'false_positive' | 'duplicate' | 'reopen' | 'order' | 'rectify' | 'verify' | 'close' | 'withdraw'
> = {
  open: { confirmed: 'confirmed', false_positive: 'false_positive', duplicate: 'duplicate' },
  confirmed: { reopen: 'open', false_positive: 'false_positive', duplicate: 'duplicate', order: 'ordered' },
  false_positive: { reopen: 'open', confirmed: 'confirmed', duplicate: 'duplicate' },
  duplicate: { reopen: 'open', confirmed: 'confirmed', false_positive: 'false_positive' },
  ordered: { rectify: 'rectified', withdraw: 'confirmed' },
  rectified: { verify: 'verified', close: 'closed', order: 'ordered' },
  verified: { close: 'closed', order: 'ordered', rectify: 'rectified' },
  closed: { verify: 'verified' },
}

/** States in which a finding still speaks against its site: nobody has judged it away or mended it. */
export const standingFindings = ['open', 'confirmed', 'ordered'] as const satisfies readonly FindingState[]

/** What an order goes through; `fail` sends it back to the site that has accepted it. */
export const orderEdges: Edges<
  OrderState,
  'accept' | 'dispute' | 'uphold' | 'withdraw' | 'rectify' | 'verify' | 'fail' | 'close'
> = {
  issued: { accept: 'accepted', dispute: 'disputed' },
  disputed: { uphold: 'issued', withdraw: 'withdrawn' },
  accepted: { rectify: 'rectified' },
  rectified: { verify: 'verified', fail: 'accepted' },
  verified: { close: 'closed', fail: 'accepted' },
  closed: {},
  withdrawn: {},
}
