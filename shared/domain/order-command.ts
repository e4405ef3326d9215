import { Id } from '#shared/contract/primitives'
import { guarded, looked, many, taken } from './command-rule'

/** What every command on a rectification order has in common. */
export const orderKey = { orderId: Id, siteId: Id } as const

interface Key {
  readonly orderId: string
  readonly siteId: string
}

/**
 * The order at any version: its state says whether the deed may be, so that what a site does offline stands although the
 * platform escalated the order meanwhile.
 */
export const orderTaken = ({ orderId, siteId }: Key) => ({
  order: taken('rectificationOrder', orderId),
  site: looked('site', siteId),
})

/** The order as it was on screen: whoever judges it has to have seen what it has come to. */
export const orderSeen = ({ orderId, siteId }: Key) => ({
  order: guarded('rectificationOrder', orderId),
  site: looked('site', siteId),
})

/** Findings that move with an order. */
export const findingsOf = ({ orderId }: Pick<Key, 'orderId'>) => ({ findings: many('finding', 'orderId', orderId) })

/** Deeds that whoever did them can take back while nothing has followed. */
export const revertible = ['accept', 'dispute', 'rectify', 'verify', 'close', 'extend'] as const
export type Revertible = (typeof revertible)[number]

/** The command that takes a deed back. */
export const takingBack = ({ orderId, siteId }: Key, deed: Revertible) => ({
  type: 'order.revert',
  args: { orderId, siteId, deed },
})
