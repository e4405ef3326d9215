import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { PlanSettings } from '#shared/contract/plan-settings'

/** What of a plan an operator sets. */
export const settingsOf = ({ name, scope, depth, perHost, indicators }: InspectionPlan): PlanSettings => ({
  name,
  scope,
  depth,
  requestsPerSecond: perHost.requestsPerSecond,
  parallel: perHost.parallel,
  indicators: Object.keys(indicators).filter((id) => indicators[id]?.enabled),
})

/** The plan with settings laid over it. @throws AppError `invalid` for an indicator that the plan doesn't have */
export function withSettings(plan: InspectionPlan, settings: PlanSettings): InspectionPlan {
  const { name, scope, depth, requestsPerSecond, parallel } = settings
  const counting = new Set(settings.indicators)
  const unknown = settings.indicators.find((id) => !Object.hasOwn(plan.indicators, id))
  if (unknown !== undefined)
    throw new AppError('invalid', `方案中没有指标 ${unknown}，请重新选择`, { indicator: unknown })
  if ('siteIds' in scope && scope.siteIds.length === 0) throw new AppError('rule', '方案范围内没有子站，请选择子站')
  const indicators = Object.entries(plan.indicators).map(
    ([id, indicator]) => [id, { ...indicator, enabled: counting.has(id) }] as const,
  )
  return {
    ...plan,
    name: name.trim(),
    scope,
    depth,
    perHost: { ...plan.perHost, requestsPerSecond, parallel },
    indicators: Object.fromEntries(indicators),
  }
}
