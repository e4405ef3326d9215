import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Id, Nullable } from '#shared/contract/primitives'
import { commandRule, ifThere, lookedEach, save } from '#shared/domain/command-rule'
import { assertMay } from '#shared/domain/permissions'
import { orderedRun } from '#shared/domain/platform-run-states'

/** Has the platform's workers carry out an inspection plan, over its whole scope or over chosen sites. */
export const rule = commandRule({
  type: 'run.start',
  args: Type.Object(
    {
      runId: Id,
      planId: Id,
      /** Null: the plan's scope, as far as the operator may inspect it. */
      siteIds: Nullable(Type.Array(Id, { minItems: 1, maxItems: 20_000, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  right: 'inspection.run',
  anywhere: true,
  reads: ({ planId, siteIds }) => ({
    plan: ifThere('inspectionPlan', planId),
    sites: lookedEach('site', siteIds ?? []),
  }),
  decide({ plan, sites }, { runId, planId, siteIds }, { by, at }) {
    if (!plan) throw new AppError('not-found', '巡查方案不存在，请同步后重试')
    for (const site of sites) assertMay(by, 'inspection.run', site)
    const order = { trigger: 'operator' as const, dueAt: null, inspectorId: by.id, orderedAt: at }
    return [save('platformRun', orderedRun({ ...order, id: runId, planId, siteIds }))]
  },
})
