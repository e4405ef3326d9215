import type { OrderState, RectificationOrder } from '#shared/contract/rectification-order'
import type { Right } from '#shared/contract/right'
import { pendingExtension } from '#shared/domain/deadlines'

/** What an operator can do with an order, each under a key of its own. */
export type OrderAction =
  | 'accept'
  | 'dispute'
  | 'uphold'
  | 'withdraw'
  | 'report'
  | 'extend'
  | 'grant'
  | 'deny'
  | 'reinspect'
  | 'verify'
  | 'fail'
  | 'close'
  | 'supervise'

const inState: Readonly<Record<OrderState, readonly OrderAction[]>> = {
  issued: ['accept', 'dispute', 'supervise'],
  disputed: ['uphold', 'withdraw', 'supervise'],
  accepted: ['report', 'extend', 'grant', 'deny', 'supervise'],
  rectified: ['reinspect', 'verify', 'fail', 'supervise'],
  verified: ['close', 'fail', 'supervise'],
  closed: [],
  withdrawn: [],
}

type Standing = Pick<RectificationOrder, 'state' | 'work'>

/** What can be done with an order as it stands, the way forward first. */
export function actionsOf(order: Standing): readonly OrderAction[] {
  const isAsked = pendingExtension(order) !== undefined
  const left = isAsked ? ['extend'] : ['grant', 'deny']
  return inState[order.state].filter((action) => !left.includes(action))
}

/** The site accepts and reports; the office judges, and supervises. */
export function rightOf(action: OrderAction): Right {
  if (['accept', 'dispute', 'report', 'extend'].includes(action)) return 'order.report'
  return action === 'supervise' ? 'order.issue' : 'order.verify'
}

/** The first key is the way forward in every state. */
export const keyOf: Readonly<Record<OrderAction, string>> = {
  accept: 'a',
  report: 'a',
  uphold: 'a',
  reinspect: 'a',
  close: 'a',
  verify: 'v',
  dispute: 'd',
  withdraw: 'w',
  extend: 'e',
  grant: 'g',
  deny: 'n',
  fail: 'r',
  supervise: 's',
}

/** What the dialog of an action asks for: the text always, the rest where the action needs it. */
export interface OrderForm {
  readonly text: string
  readonly wanted: string
  readonly proof: string
  readonly level: number
  readonly accountability: string
}

interface Ask {
  readonly type: string
  readonly args: Readonly<Record<string, unknown>>
}

/** The command that an action submits. */
export function commandOf(action: Exclude<OrderAction, 'reinspect'>, form: OrderForm): Ask {
  const { text, wanted, level } = form
  switch (action) {
    case 'accept':
      return { type: 'order.accept', args: { responsible: text } }
    case 'dispute':
      return { type: 'order.dispute', args: { reason: text } }
    case 'uphold':
    case 'withdraw':
      return { type: 'order.settle', args: { as: action, reason: text } }
    case 'report':
      return { type: 'order.report', args: { measures: text, proof: linesOf(form.proof) } }
    case 'extend':
      return { type: 'order.extend', args: { wanted, reason: text } }
    case 'grant':
    case 'deny':
      return { type: 'order.extension-decide', args: { granted: action === 'grant', reason: text } }
    case 'verify':
    case 'close':
      return { type: 'order.advance', args: { step: action, note: text } }
    case 'fail':
      return { type: 'order.advance', args: { step: 'order', note: text } }
    case 'supervise':
      return { type: 'order.supervise', args: { level, reason: text, ...accountabilityOf(form) } }
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 2)

const accountabilityOf = ({ accountability }: OrderForm) =>
  accountability.trim().length >= 2 ? { accountability: accountability.trim() } : {}

/** Actions that can be taken back. */
export const isRevertible = (action: OrderAction): boolean =>
  ['accept', 'dispute', 'report', 'extend', 'verify', 'close'].includes(action)

/** Actions that many orders can undergo at once, with one text for all. */
export const forMany = ['accept', 'verify', 'close', 'supervise'] as const satisfies readonly OrderAction[]
