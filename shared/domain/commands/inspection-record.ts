import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { ObservedFinding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import { SiteResult } from '#shared/contract/inspection-run'
import { Day, Id, Instant } from '#shared/contract/primitives'
import { commandRule, ifThere, lookedEach, manyAmong, save } from '#shared/domain/command-rule'
import { dayId, plannedDay, withInspector } from '#shared/domain/day-identity'
import { assertMay } from '#shared/domain/permissions'

const SiteFinding = Type.Object({ siteId: Id, observed: ObservedFinding }, { additionalProperties: false })

/** Whether the day stands as another part of somebody's run would leave it: a run has hundreds of parts. */
const isUnderWay = (day: InspectionDay | null, operatorId: string): boolean =>
  day?.state === 'running' && day.reviewedBy === null && day.inspectorIds.includes(operatorId)

const underWay = (day: InspectionDay, operatorId: string): InspectionDay => ({
  ...withInspector(day, operatorId),
  state: 'running',
  reviewedBy: null,
  reviewedAt: null,
})

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
    known: manyAmong('finding', ['day', day], ['siteId', sites.map((site) => site.siteId)]),
  }),
  decide(
    { sites, plan, today, known },
    { runId, planId, platformRunId = null, day, startedAt, finishedAt, sites: results, findings },
    context,
  ) {
    const { by, sm3, idFrom } = context
    for (const site of sites) assertMay(by, 'inspection.run', site)
    if (!plan) throw new AppError('not-found', '巡查方案不存在，请同步后重试')
    if (today?.state === 'signed') throw new AppError('rule', '当日巡查已签发，不能再补交结果')
    const inspected = new Set(sites.map((site) => site.id))
    if (findings.some(({ siteId }) => !inspected.has(siteId)))
      throw new AppError('invalid', '有问题不属于本批次巡查的子站')
    const ids = new Set(known.map((finding) => finding.id))
    const fresh = findings
      .map(({ siteId, observed }) => ({
        ...observed,
        id: idFrom('finding', day, siteId, observed.indicator, observed.url, observed.detail),
        version: 0,
        siteId,
        runId,
        day,
        hash: sm3(observed),
        state: 'open' as const,
        disposition: null,
        orderId: null,
      }))
      .filter((finding) => !ids.has(finding.id) && ids.add(finding.id))
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
      ...(isUnderWay(today, by.id) ? [] : [save('inspectionDay', underWay(today ?? plannedDay(day), by.id))]),
      ...fresh.map((finding) => save('finding', finding)),
    ]
  },
})
