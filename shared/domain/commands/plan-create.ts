import { Type } from '@sinclair/typebox'
import { PlanSettings } from '#shared/contract/plan-settings'
import { Id } from '#shared/contract/primitives'
import { commandRule, looked, save } from '#shared/domain/command-rule'
import { withSettings } from '#shared/domain/plan-settings'

/** Makes an inspection plan out of another one, with its thresholds and sources. */
export const rule = commandRule({
  type: 'plan.create',
  args: Type.Object({ planId: Id, fromPlanId: Id, set: PlanSettings }, { additionalProperties: false }),
  right: 'plan.edit',
  reads: ({ fromPlanId }) => ({ from: looked('inspectionPlan', fromPlanId) }),
  decide: ({ from }, { planId, set }) => [
    save('inspectionPlan', withSettings({ ...from, id: planId, version: 0 }, set)),
  ],
})
