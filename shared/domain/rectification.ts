import { AppError } from '#shared/contract/app-error'
import type { Finding, FindingState } from '#shared/contract/finding'
import type { OrderDeed, OrderNote, OrderState, RectificationOrder } from '#shared/contract/rectification-order'
import type { RectificationWork } from '#shared/contract/rectification-work'
import { save, type Change } from './command-rule'
import { findingEdges, orderEdges } from './finding-states'
import { nextState } from './state-machine'

/** An order that nothing was done to yet. */
export const freshWork: RectificationWork = {
  source: 'daily',
  closing: 'person',
  responsible: '',
  acceptedAt: null,
  measures: '',
  rectifiedAt: null,
  proof: [],
  extensions: [],
  reinspections: [],
  failures: 0,
  level: 0,
  supervisorId: null,
  accountability: '',
}

export const workOf = ({ work }: Pick<RectificationOrder, 'work'>): RectificationWork => work ?? freshWork

/** Who does something to an order, when and where: what its history says. `by` null is the platform by itself. */
export interface Doer {
  readonly by: string | null
  readonly at: string
  /** When it was done, where it took until `at` to arrive: a deadline is kept by doing it in time. */
  readonly madeAt?: string
  readonly device?: string | undefined
}

/** The order with a line in its history, and its work changed. */
export const noted = (
  order: RectificationOrder,
  deed: OrderDeed,
  text: string,
  { by, at, device }: Doer,
  work: Partial<RectificationWork> = {},
): RectificationOrder => {
  const note: OrderNote = { at, by, text, deed, ...(device !== undefined && { device }) }
  return { ...order, notes: [...order.notes, note], work: { ...workOf(order), ...work } }
}

type OrderEvent = 'accept' | 'dispute' | 'uphold' | 'withdraw' | 'rectify' | 'verify' | 'fail' | 'close'

/** The order one step on. @throws AppError `rule` where its state does not allow the step */
export function stepped(
  order: RectificationOrder,
  event: OrderEvent,
  text: string,
  doer: Doer,
  work: Partial<RectificationWork> = {},
): RectificationOrder {
  const state = nextState(orderEdges, order.state, event)
  return { ...noted(order, event, text, doer, work), state, closedAt: state === 'closed' ? doer.at : null }
}

export const accepted = (order: RectificationOrder, responsible: string, text: string, doer: Doer) =>
  stepped(order, 'accept', text, doer, { responsible, acceptedAt: doer.madeAt ?? doer.at })

/** The site says it is mended. An extension that nobody has decided is no longer wanted. */
export const rectified = (order: RectificationOrder, measures: string, proof: readonly string[], doer: Doer) =>
  stepped(order, 'rectify', measures, doer, {
    measures,
    proof: [...proof],
    rectifiedAt: doer.madeAt ?? doer.at,
    extensions: workOf(order).extensions.filter(({ decision }) => decision !== null),
  })

/** Sent back, because the fault is still there. */
export const failed = (order: RectificationOrder, text: string, doer: Doer, work: Partial<RectificationWork> = {}) =>
  stepped(order, 'fail', text, doer, { ...work, rectifiedAt: null, failures: workOf(order).failures + 1 })

/** The state of findings under an order. */
export const findingStateUnder: Readonly<Record<OrderState, FindingState>> = {
  issued: 'ordered',
  disputed: 'ordered',
  accepted: 'ordered',
  rectified: 'rectified',
  verified: 'verified',
  closed: 'closed',
  withdrawn: 'confirmed',
}
const eventTo = {
  ordered: 'order',
  rectified: 'rectify',
  verified: 'verify',
  closed: 'close',
  confirmed: 'withdraw',
} as const

/** The order and its findings as they are stored: the findings follow it, and an order that is withdrawn lets go of them. */
export function withFindings(order: RectificationOrder, findings: readonly Finding[]): Change[] {
  const state = findingStateUnder[order.state]
  const event = eventTo[state as keyof typeof eventTo]
  const orderId = order.state === 'withdrawn' ? null : order.id
  const moving = findings.filter((finding) => finding.state !== state)
  return [
    save('rectificationOrder', order),
    ...moving.map((finding) =>
      save('finding', { ...finding, state: nextState(findingEdges, finding.state, event), orderId }),
    ),
  ]
}

/** @throws AppError `invalid` where the order is another site's */
export function assertOfSite({ siteId }: RectificationOrder, site: { readonly id: string }): void {
  if (siteId !== site.id) throw new AppError('invalid', '整改单不属于所指子站')
}
