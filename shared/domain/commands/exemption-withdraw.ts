import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import type { Finding } from '#shared/contract/finding'
import { Day, Id, Nullable, Reason } from '#shared/contract/primitives'
import { commandRule, guarded, ifThere, many, save } from '#shared/domain/command-rule'
import { dayId } from '#shared/domain/day-identity'
import { dayDisposedBy } from '#shared/domain/disposing-day'
import { assertMay } from '#shared/domain/permissions'

/** Ends an exemption from now on. With `reopen` it is as if it had not been granted that day: its findings are open again. */
export const rule = commandRule({
  type: 'exemption.withdraw',
  args: Type.Object(
    {
      exemptionId: Id,
      /** The finding that it was granted for. */
      findingId: Id,
      siteId: Nullable(Id),
      day: Day,
      reopen: Type.Boolean(),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  right: 'finding.dispose',
  anywhere: true,
  reads: ({ exemptionId, findingId, siteId, day, reopen }) => ({
    exemption: guarded('exemption', exemptionId),
    finding: ifThere('finding', reopen ? findingId : null),
    site: ifThere('site', siteId),
    today: ifThere('inspectionDay', dayId(day)),
    exempted: many('finding', 'exemptionId', exemptionId),
  }),
  decide({ exemption, finding, site, today, exempted }, { day, reopen, reason }, { by, at }) {
    if (exemption.siteId !== null && exemption.siteId !== site?.id) throw new AppError('invalid', '豁免不属于所指子站')
    assertMay(by, 'finding.dispose', exemption.siteId === null ? null : site)
    if (exemption.withdrawnAt !== null) throw new AppError('rule', '此豁免已撤销')
    const withdrawn = save('exemption', { ...exemption, withdrawnBy: by.id, withdrawnAt: at, withdrawnReason: reason })
    if (!reopen) return [withdrawn]
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，处置不能再改')
    const judged = [...(finding?.id === exemption.findingId ? [finding] : []), ...exempted]
    const reopened = judged
      .filter((each) => each.day === day && each.state === 'false_positive')
      .map((each): Finding => ({ ...each, state: 'open', disposition: null, exemptionId: null }))
    return [withdrawn, ...reopened.map((each) => save('finding', each)), ...dayDisposedBy(today, day, by.id)]
  },
})
