import { AppError } from '#shared/contract/app-error'
import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addDays, addWorkingDays, dayOf, dayWords, workingDaysBetween } from './calendar'
import { noted, workOf, type Doer } from './rectification'
import rules from './rectification-rules.json'

/** Time that a site is given: 严重即时, 一般, 通报. */
export type Term = 'urgent' | 'general' | 'bulletin'
export const terms: readonly Term[] = ['urgent', 'general', 'bulletin']

const ruleOf = (term: Term) => rules.terms.find(({ name }) => name === term)

/** The day by which an order is due that is issued today with a term. */
export function dueOnFor(term: Term, today: string): string {
  const rule = ruleOf(term)
  return rule?.workingDays ? addWorkingDays(today, rule.workingDays) : addDays(today, rule?.calendarDays ?? 1)
}

/** Where a term's length is taken from. */
export const termSource = (term: Term): string => ruleOf(term)?.source ?? ''

/** The term that findings ask for: a single veto is urgent. */
export const termFor = (findings: readonly Pick<Finding, 'severity'>[]): Term =>
  findings.some(({ severity }) => severity === 'veto') ? 'urgent' : 'general'

const { mostTimes, mostWorkingDays } = rules.extension

/** The last day that an extension of the order may ask for. */
export const latestExtension = ({ dueOn }: Pick<RectificationOrder, 'dueOn'>): string =>
  addWorkingDays(dueOn, mostWorkingDays)

/**
 * The order with a later day asked for; the deadline stands until the office grants it.
 * @throws AppError `rule` while it may not be asked for, or not for that day
 */
export function extensionAsked(
  order: RectificationOrder,
  { wanted, reason }: { readonly wanted: string; readonly reason: string },
  doer: Doer & { readonly by: string },
): RectificationOrder {
  const { extensions } = workOf(order)
  if (order.state !== 'accepted') throw new AppError('rule', '签收之后、报告整改之前才能申请延期')
  if (pendingExtension(order)) throw new AppError('rule', '已有延期申请等待批准')
  if (extensions.filter(({ decision }) => decision?.granted).length >= mostTimes)
    throw new AppError('rule', `同一整改单最多延期 ${mostTimes} 次`)
  if (wanted <= order.dueOn || wanted < dayOf(doer.at))
    throw new AppError('rule', '延期后的时限应晚于原时限，且不早于今天')
  if (workingDaysBetween(order.dueOn, wanted) > mostWorkingDays)
    throw new AppError('rule', `一次延期不超过 ${mostWorkingDays} 个工作日`)
  const asked = { from: order.dueOn, wanted, reason, by: doer.by, at: doer.at, decision: null }
  return noted(order, 'extend', `申请延期至${dayWords(wanted)}：${reason}`, doer, {
    extensions: [...extensions, asked],
  })
}

/** The extension that waits for a decision. */
export const pendingExtension = (order: Pick<RectificationOrder, 'work'>) =>
  workOf(order).extensions.find(({ decision }) => decision === null)

/**
 * The order with what was asked for granted or denied.
 * @throws AppError `rule` where nothing is asked for, `forbidden` to whoever asked
 */
export function extensionDecided(
  order: RectificationOrder,
  { granted, reason }: { readonly granted: boolean; readonly reason: string },
  doer: Doer & { readonly by: string },
): RectificationOrder {
  const asked = pendingExtension(order)
  if (!asked || order.state !== 'accepted') throw new AppError('rule', '没有等待批准的延期申请，请刷新后查看')
  if (asked.by === doer.by) throw new AppError('forbidden', '延期不能由申请人本人批准，请由其他有权人员办理')
  const decided = { ...asked, decision: { granted, by: doer.by, at: doer.at, reason } }
  const extensions = workOf(order).extensions.map((each) => (each === asked ? decided : each))
  const text = granted ? `同意延期至${dayWords(asked.wanted)}：${reason}` : `不同意延期：${reason}`
  const told = noted(order, granted ? 'grant' : 'deny', text, doer, { extensions })
  return granted ? { ...told, dueOn: asked.wanted } : told
}
