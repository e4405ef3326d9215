import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Exemption, ExemptionScope } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { InspectionRun } from '#shared/contract/inspection-run'
import { Day, Id, Nullable, Sm3 } from '#shared/contract/primitives'
import type { Site } from '#shared/contract/site'
import { dayOf } from '#shared/domain/calendar'
import { commandRule, guarded, ifThere, looked, manyAmong, save } from '#shared/domain/command-rule'
import { dayId } from '#shared/domain/day-identity'
import { dayDisposedBy } from '#shared/domain/disposing-day'
import { exemptSubject, isInScope, isProvinceWide, isScopeOffered, lastExemptDay } from '#shared/domain/exemptions'
import { findingEdges } from '#shared/domain/finding-states'
import { assertMay } from '#shared/domain/permissions'
import { nextState } from '#shared/domain/state-machine'

/** Judges a finding a false alarm that is not to come back within a scope and until a day; what of the day lies inside goes with it. */
export const rule = commandRule({
  type: 'exemption.grant',
  args: Type.Object(
    {
      exemptionId: Id,
      findingId: Id,
      siteId: Id,
      day: Day,
      indicator: Type.String({ pattern: '^[VDGN]\\d{1,2}$' }),
      /** The run that saw the finding, and its plan, which limits the days. */
      runId: Id,
      planId: Id,
      seen: Sm3,
      scope: ExemptionScope,
      /** For the scope `column`. */
      columnId: Nullable(Id),
      until: Day,
      reason: Exemption.properties.reason,
      /** Whether the finding itself was on screen: only then its site counts as looked at. */
      opened: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  right: 'finding.dispose',
  reads: ({ findingId, siteId, day, indicator, runId, planId, scope, columnId }) => ({
    finding: guarded('finding', findingId),
    site: looked('site', siteId),
    today: ifThere('inspectionDay', dayId(day)),
    run: looked('inspectionRun', runId),
    plan: looked('inspectionPlan', planId),
    column: ifThere('column', columnId),
    ofDay: manyAmong(
      'finding',
      ['day', day],
      isProvinceWide(scope) ? ['indicator', [indicator]] : ['siteId', [siteId]],
    ),
  }),
  decide({ finding, site, today, run, plan, column, ofDay }, args, { by, at, madeAt }) {
    const { day, indicator, scope, until, reason } = args
    assertSameFinding({ finding, site, run, plan }, args)
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，处置不能再改')
    if (isProvinceWide(scope)) assertMay(by, 'finding.dispose', null)
    const own = column?.siteId === site.id ? column : null
    if (!isScopeOffered(scope, finding, own)) throw new AppError('rule', '此问题不能按所选范围豁免，请选择其他范围')
    assertUntil(until, { from: dayOf(madeAt), last: lastExemptDay(scope, plan, dayOf(at)) })
    const exemption = {
      id: args.exemptionId,
      version: 0,
      scope,
      siteId: isProvinceWide(scope) ? null : site.id,
      indicator: scope === 'site' ? null : indicator,
      subject: exemptSubject(scope, finding, site, own),
      findingId: finding.id,
      detail: finding.detail,
      url: finding.url,
      until,
      reason,
      grantedBy: by.id,
      grantedAt: at,
      withdrawnBy: null,
      withdrawnAt: null,
      withdrawnReason: null,
    }
    const disposition = { reason, by: by.id, at }
    const wasOpened = args.opened === true || finding.disposition?.opened === true
    const judged: Finding = {
      ...finding,
      state: nextState(findingEdges, finding.state, 'false_positive'),
      disposition: wasOpened ? { ...disposition, opened: true } : disposition,
      exemptionId: null,
    }
    const along = ofDay
      .filter((other) => other.id !== finding.id && other.state === 'open' && isInScope(exemption, other))
      .map((other): Finding => ({ ...other, state: 'false_positive', disposition, exemptionId: exemption.id }))
    return [
      save('exemption', exemption),
      ...[judged, ...along].map((each) => save('finding', each)),
      ...dayDisposedBy(today, day, by.id),
    ]
  },
  undo: (_, { exemptionId, findingId, siteId, day }) => ({
    type: 'exemption.withdraw',
    args: { exemptionId, findingId, siteId, day, reopen: true, reason: '撤销上次处置' },
  }),
})

interface Named {
  readonly finding: Finding
  readonly site: Site
  readonly run: InspectionRun
  readonly plan: InspectionPlan
}

/** @throws AppError `invalid`, `conflict` where the arguments name another finding than the one that was on screen */
function assertSameFinding(
  { finding, site, run, plan }: Named,
  { day, indicator, seen }: { readonly day: string; readonly indicator: string; readonly seen: string },
): void {
  if (finding.siteId !== site.id || finding.day !== day || finding.indicator !== indicator)
    throw new AppError('invalid', '问题不属于所指子站、日期或指标')
  if (run.id !== finding.runId || run.planId !== plan.id) throw new AppError('invalid', '问题不是按所指方案巡查出来的')
  if (finding.hash !== seen) throw new AppError('conflict', '问题已被更新，请重新查看')
}

/** @throws AppError `rule` for a last day that has passed or that the scope does not allow */
function assertUntil(until: string, { from, last }: { readonly from: string; readonly last: string }): void {
  if (until < from) throw new AppError('rule', '豁免期限不能早于今天')
  if (until > last) throw new AppError('rule', `此范围的豁免最长到 ${last}，请缩短期限`, { last })
}
