import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Nullable, OneOf, Version } from './primitives'
import { RectificationWork } from './rectification-work'

/**
 * From issue to closure: `issued` waits for the site to accept it 待签收, `accepted` 整改中, `rectified` waits for the
 * re-inspection 待复核, `verified` waits to be closed. A site that holds the order for wrong makes it `disputed` 申诉.
 */
export const OrderState = OneOf('issued', 'disputed', 'accepted', 'rectified', 'verified', 'closed', 'withdrawn')
export type OrderState = Static<typeof OrderState>

/** What can be done to an order, as its history names it. */
export const OrderDeed = OneOf(
  'accept',
  'dispute',
  'uphold',
  'withdraw',
  'rectify',
  'fail',
  'verify',
  'close',
  'reinspect',
  'extend',
  'grant',
  'deny',
  'supervise',
  'escalate',
  'revert',
)
export type OrderDeed = Static<typeof OrderDeed>

/** One line of an order's history. */
export const OrderNote = Type.Object({
  at: Instant,
  /** Null: the platform by itself. */
  by: Nullable(Id),
  text: Type.String(),
  /** Missing in lines of older consoles. */
  deed: Type.Optional(OrderDeed),
  /** The workstation it was done at; the platform's own deeds have none. */
  device: Type.Optional(Id),
})
export type OrderNote = Static<typeof OrderNote>

/** An order to rectify confirmed findings by a day 整改单. */
export const RectificationOrder = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  unitId: Id,
  /** Day of inspection the order belongs to. */
  day: Day,
  findingIds: Type.Array(Id, { minItems: 1 }),
  requirement: Type.String(),
  dueOn: Day,
  state: OrderState,
  issuedBy: Id,
  issuedAt: Instant,
  /** What was done, newest last. */
  notes: Type.Array(OrderNote),
  closedAt: Nullable(Instant),
  /** Null in orders of older platforms that nothing was done to since: read it by `workOf`. */
  work: Nullable(RectificationWork),
})
export type RectificationOrder = Static<typeof RectificationOrder>
