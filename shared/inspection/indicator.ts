import { AppError } from '#shared/contract/app-error'
import type { FindingSeverity, ObservedFinding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { FormatRegistry, Type, type Static, type TObject } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

FormatRegistry.Set('regex', isPattern)

/** A threshold that is a regular expression. */
export const Pattern = Type.String({ minLength: 1, format: 'regex' })

/** True where the text is a regular expression. */
export function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

/** One rule of the check list, pure: from what was gathered to what is wrong. */
export interface IndicatorDefinition<T extends TObject> {
  /** Id in the check list, e.g. V3. Its source clause and numbers stand in the plan under this id. */
  readonly id: string
  /** Severity of what it reports; a finding it is not certain of may be milder. */
  readonly severity: FindingSeverity
  /** Shape of its thresholds; a plan that does not fit is refused. */
  readonly thresholds: T
  evaluate(context: SiteContext, thresholds: Static<T>): ObservedFinding[]
}

export interface Indicator {
  readonly id: string
  readonly severity: FindingSeverity
  readonly thresholds: TObject
  evaluate(context: SiteContext): ObservedFinding[]
}

export const defineIndicator = <T extends TObject>(definition: IndicatorDefinition<T>): Indicator => ({
  id: definition.id,
  severity: definition.severity,
  thresholds: definition.thresholds,
  evaluate: (context) => definition.evaluate(context, thresholdsOf(context.plan, definition.id, definition.thresholds)),
})

/** The plan's thresholds of one indicator. Throws `invalid` where they do not fit. */
export function thresholdsOf<T extends TObject>(plan: InspectionPlan, id: string, schema: T): Static<T> {
  const thresholds = plan.indicators[id]?.thresholds ?? {}
  if (Value.Check(schema, thresholds)) return thresholds
  throw new AppError('invalid', `巡查方案无效：indicators.${id}.thresholds 不完整或取值不对`)
}
