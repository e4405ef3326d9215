import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import type { Exemption } from '#shared/contract/exemption'
import { ObservedFinding, type Finding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import { SiteResult } from '#shared/contract/inspection-run'
import { Day, Id, Instant } from '#shared/contract/primitives'
import { commandRule, ifThere, lookedEach, many, manyAmong, save } from '#shared/domain/command-rule'
import { dayId, plannedDay, withInspector } from '#shared/domain/day-identity'
import { exemptionOf } from '#shared/domain/exemptions'
import { identityOf } from '#shared/domain/finding-subject'
import { assertMay } from '#shared/domain/permissions'

const SiteFinding = Type.Object({ siteId: Id, observed: ObservedFinding }, { additionalProperties: false })

/** Whether the day stands as another part of their run would leave it: a run has hundreds of parts. */
const isUnderWay = (day: InspectionDay | null, people: readonly string[]): boolean =>
  day?.state === 'running' && day.reviewedBy === null && people.every((id) => day.inspectorIds.includes(id))

const underWay = (day: InspectionDay, people: readonly string[]): InspectionDay => ({
  ...people.reduce(withInspector, day),
  state: 'running',
  reviewedBy: null,
  reviewedAt: null,
})

/** A false alarm inside a scope that is in force does not come back to the queue; the log tells by which exemption. */
function exempted(finding: Finding, exemptions: readonly Exemption[], at: string): Finding {
  const exemption = exemptionOf(finding, exemptions, finding.day)
  if (!exemption) return finding
  const { id, reason, grantedBy } = exemption
  return { ...finding, state: 'false_positive', disposition: { reason, by: grantedBy, at }, exemptionId: id }
}

/** Hands in what one run of an inspection plan saw. The same fault of the same day is stored once, however often it was looked at. */
export const rule = commandRule({
  type: 'inspection.record',
  args: Type.Object(
    {
      runId: Id,
      planId: Id,
      /** The platform's run that this is a part of. */
      platformRunId: Type.Optional(Id),
      day: Day,
      startedAt: Instant,
      finishedAt: Instant,
      sites: Type.Array(SiteResult, { minItems: 1, maxItems: 5000 }),
      findings: Type.Array(SiteFinding, { maxItems: 20_000 }),
    },
    { additionalProperties: false },
  ),
  right: 'inspection.run',
  anywhere: true,
  reads: ({ day, planId, sites }) => ({
    sites: lookedEach(
      'site',
      sites.map((site) => site.siteId),
    ),
    plan: ifThere('inspectionPlan', planId),
    today: ifThere('inspectionDay', dayId(day)),
    exemptions: many('exemption', 'withdrawnAt', null),
    known: manyAmong('finding', ['day', day], ['siteId', sites.map((site) => site.siteId)]),
  }),
  decide(
    { sites, plan, today, exemptions, known },
    { runId, planId, platformRunId = null, day, startedAt, finishedAt, sites: results, findings },
    context,
  ) {
    const { by, at, sm3, idFrom } = context
    for (const site of sites) assertMay(by, 'inspection.run', site)
    if (!plan) throw new AppError('not-found', '巡查方案不存在，请同步后重试')
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，不能再补交结果')
    const inspected = new Set(sites.map((site) => site.id))
    if (findings.some(({ siteId }) => !inspected.has(siteId)))
      throw new AppError('invalid', '有问题不属于本批次巡查的子站')
    const ids = new Set(known.map((finding) => finding.id))
    const fresh = findings
      .map(({ siteId, observed }): Finding => ({
        ...observed,
        id: idFrom('finding', day, siteId, observed.indicator, observed.url, observed.detail),
        version: 0,
        siteId,
        runId,
        day,
        hash: sm3(observed),
        state: 'open',
        disposition: null,
        orderId: null,
        identity: identityOf(siteId, observed, idFrom),
        exemptionId: null,
      }))
      .filter((finding) => !ids.has(finding.id) && ids.add(finding.id))
      .map((finding) => exempted(finding, exemptions, at))
    // Whoever exempted something has judged that day too, and may not sign it.
    const people = [by.id, ...fresh.flatMap(({ disposition }) => (disposition ? [disposition.by] : []))]
    return [
      save('inspectionRun', {
        id: runId,
        version: 0,
        planId,
        day,
        inspectorId: by.id,
        platformRunId,
        startedAt,
        finishedAt,
        sites: results,
      }),
      ...(isUnderWay(today, people) ? [] : [save('inspectionDay', underWay(today ?? plannedDay(day), people))]),
      ...fresh.map((finding) => save('finding', finding)),
    ]
  },
})
