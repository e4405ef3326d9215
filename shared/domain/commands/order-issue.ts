import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id } from '#shared/contract/primitives'
import { OrderClosing, OrderSource } from '#shared/contract/rectification-work'
import { addWorkingDays, dayOf, dayWords, workingDaysBetween } from '#shared/domain/calendar'
import { commandRule, guardedEach, ifThere, looked, save } from '#shared/domain/command-rule'
import { dayId } from '#shared/domain/day-identity'
import { findingEdges } from '#shared/domain/finding-states'
import { freshWork } from '#shared/domain/rectification'
import { nextState } from '#shared/domain/state-machine'

/** Issues a 整改单 over confirmed findings of one site with a day by which they have to be rectified. */
export const rule = commandRule({
  type: 'order.issue',
  args: Type.Object(
    {
      orderId: Id,
      siteId: Id,
      day: Day,
      findingIds: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }),
      requirement: Type.String({ minLength: 4, maxLength: 1000 }),
      dueOn: Day,
      /** Default: the daily inspection. */
      source: Type.Optional(OrderSource),
      /** Default: a person closes it. */
      closing: Type.Optional(OrderClosing),
    },
    { additionalProperties: false },
  ),
  right: 'order.issue',
  reads: ({ siteId, day, findingIds }) => ({
    site: looked('site', siteId),
    findings: guardedEach('finding', findingIds),
    today: ifThere('inspectionDay', dayId(day)),
  }),
  decide(
    { site, findings, today },
    { orderId, siteId, day, findingIds, requirement, dueOn: wanted, source = 'daily', closing = 'person' },
    { by, at, madeAt },
  ) {
    if (findings.some((finding) => finding.siteId !== siteId || finding.day !== day))
      throw new AppError('invalid', '一张整改单只能包含同一子站同一日的问题')
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，请在新的巡查日开具整改单')
    const dueOn = dueOnDelivery(wanted, dayOf(madeAt), dayOf(at))
    if (dueOn < dayOf(at)) throw new AppError('rule', '整改时限不能早于今天')
    const order = {
      id: orderId,
      version: 0,
      siteId,
      unitId: site.unitId,
      day,
      findingIds,
      requirement,
      dueOn,
      state: 'issued' as const,
      issuedBy: by.id,
      issuedAt: at,
      notes: [],
      closedAt: null,
      work: { ...freshWork, source, closing },
    }
    return [
      save('rectificationOrder', order),
      ...findings.map((finding) =>
        save('finding', { ...finding, state: nextState(findingEdges, finding.state, 'order'), orderId }),
      ),
    ]
  },
  adjusted(changes, { dueOn: wanted }, { madeAt, at }) {
    const order = changes.find(({ kind }) => kind === 'rectificationOrder')?.entity
    if (!order || !('dueOn' in order) || order.dueOn === wanted) return null
    return `整改时限由${dayWords(wanted)}顺延至${dayWords(order.dueOn)}：整改单${dayWords(dayOf(madeAt))}开具，${dayWords(dayOf(at))}才送达，时限按原定的工作日数自送达之日起算`
  },
})

/**
 * The day by which an order is due that reaches the site later than on the day it was issued, as one issued offline does:
 * the site has as many working days from then on as it was given, and one at least.
 */
function dueOnDelivery(wanted: string, issuedOn: string, deliveredOn: string): string {
  if (deliveredOn <= issuedOn || wanted < issuedOn) return wanted
  return addWorkingDays(deliveredOn, Math.max(1, workingDaysBetween(issuedOn, wanted)))
}
