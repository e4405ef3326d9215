import { Type } from '@sinclair/typebox'
import { PlanSettings } from '#shared/contract/plan-settings'
import { Id } from '#shared/contract/primitives'
import { commandRule, guarded, save } from '#shared/domain/command-rule'
import { settingsOf, withSettings } from '#shared/domain/plan-settings'

/** Changes what an inspection plan looks at; runs under way go on by what it says from now on. */
export const rule = commandRule({
  type: 'plan.change',
  args: Type.Object({ planId: Id, set: PlanSettings }, { additionalProperties: false }),
  right: 'plan.edit',
  reads: ({ planId }) => ({ plan: guarded('inspectionPlan', planId) }),
  decide: ({ plan }, { set }) => [save('inspectionPlan', withSettings(plan, set))],
  undo: ({ plan }, { planId }) => ({ type: 'plan.change', args: { planId, set: settingsOf(plan) } }),
})
