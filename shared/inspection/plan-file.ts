import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { Type } from '@sinclair/typebox'
import { assertShape, mergePlan } from './plan'
import { presetPlan } from './presets'
import { SiteTarget } from './target'

export interface PlanFile {
  readonly plan: InspectionPlan
  /** Registry extract, where the file carries one: codes and columns to compare with. */
  readonly sites: readonly SiteTarget[]
}

/**
 * Reads a plan file: JSON with any part of a plan, laid over the default one, and optionally `sites`, the registry
 * entries of sites to inspect, and `preset`, the name of local rules to start from instead. Throws `invalid` naming the field.
 */
export function readPlanFile(text: string): PlanFile {
  const { sites = [], preset, ...partial } = parsed(text)
  assertShape(Type.Array(SiteTarget), sites, 'sites.')
  if (preset === undefined) return { plan: mergePlan(partial), sites }
  assertShape(Type.String(), preset, 'preset')
  return { plan: mergePlan(partial, presetPlan(preset)), sites }
}

function parsed(text: string): Record<string, unknown> {
  const value = jsonOf(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new AppError('invalid', '巡查方案无效：应为一个 JSON 对象')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new AppError('invalid', `巡查方案不是有效的 JSON：${error instanceof Error ? error.message : ''}`)
  }
}
