import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { Right } from '#shared/contract/right'
import { orderEdges } from '#shared/domain/finding-states'

export type OrderStep = 'rectify' | 'verify' | 'close' | 'order'
const inOrder: readonly OrderStep[] = ['rectify', 'verify', 'close', 'order']

/** Steps an order can take from its state, the way forward first. */
export const stepsOf = ({ state }: Pick<RectificationOrder, 'state'>): OrderStep[] =>
  inOrder.filter((step) => orderEdges[state][step] !== undefined)

/** The site reports; the office judges what it reported. */
export const rightOfStep = (step: OrderStep): Right => (step === 'rectify' ? 'order.report' : 'order.verify')

export const isOverdue = ({ state, dueOn }: Pick<RectificationOrder, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'issued' && dueOn < today
