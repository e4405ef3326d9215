import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id, OneOf, Reason, Sm3 } from '#shared/contract/primitives'
import { commandRule, guarded, ifThere, looked, save } from '#shared/domain/command-rule'
import { dayId } from '#shared/domain/day-identity'
import { dayDisposedBy } from '#shared/domain/disposing-day'
import { findingEdges } from '#shared/domain/finding-states'
import { nextState } from '#shared/domain/state-machine'

/** Judges a finding: confirmed, false alarm, duplicate, or open again. Bound to what was observed. */
export const rule = commandRule({
  type: 'finding.dispose',
  args: Type.Object(
    {
      findingId: Id,
      siteId: Id,
      day: Day,
      seen: Sm3,
      as: OneOf('confirmed', 'false_positive', 'duplicate', 'open'),
      reason: Reason,
      /** Whether the finding itself was on screen: only then its site counts as looked at. */
      opened: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  right: 'finding.dispose',
  reads: ({ findingId, siteId, day }) => ({
    finding: guarded('finding', findingId),
    site: looked('site', siteId),
    today: ifThere('inspectionDay', dayId(day)),
  }),
  decide({ finding, site, today }, { day, seen, as, reason, opened = false }, { by, at }) {
    if (finding.siteId !== site.id || finding.day !== day) throw new AppError('invalid', '问题不属于所指子站或日期')
    if (finding.hash !== seen) throw new AppError('conflict', '问题已被更新，请重新查看')
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，处置不能再改')
    const state = nextState(findingEdges, finding.state, as === 'open' ? 'reopen' : as)
    const wasOpened = opened || finding.disposition?.opened === true
    const disposition = { reason, by: by.id, at, ...(wasOpened ? { opened: true } : {}) }
    const disposed = { ...finding, state, disposition: as === 'open' ? null : disposition, exemptionId: null }
    return [save('finding', disposed), ...dayDisposedBy(today, day, by.id)]
  },
  undo: ({ finding }, args) => ({
    type: 'finding.dispose',
    args: { ...args, as: finding.state, reason: finding.disposition?.reason ?? '撤销上次处置' },
  }),
})
