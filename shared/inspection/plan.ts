import { AppError } from '#shared/contract/app-error'
import { InspectionPlan } from '#shared/contract/inspection-plan'
import type { TSchema } from '@sinclair/typebox'
import { Value, ValueErrorType, type ValueError } from '@sinclair/typebox/value'
import defaults from './default-plan.json'
import { isPattern } from './indicator'
import { indicators } from './indicators'

/** The plan as shipped: every number with the clause it comes from. */
export const defaultPlan: InspectionPlan = assertPlan(defaults)

type Tree = Record<string, unknown>

/** Lays a partial plan over another: objects are merged, lists and `scope` replaced. Throws `invalid` naming the field. */
export function mergePlan(partial: unknown, base: InspectionPlan = defaultPlan): InspectionPlan {
  if (!isTree(partial)) throw new AppError('invalid', '巡查方案无效：应为一个 JSON 对象')
  return assertPlan({ ...merged(base, partial), scope: partial['scope'] ?? base.scope })
}

/** Checks a whole plan, thresholds and expressions included. Throws `invalid` naming the field. */
export function assertPlan(plan: unknown): InspectionPlan {
  assertShape(InspectionPlan, plan, '')
  const broken = plan.columnClasses.findIndex(({ match }) => !isPattern(match))
  if (broken >= 0) throw refusal(`columnClasses.${broken}.match`, '不是有效的正则表达式')
  for (const { id, thresholds } of indicators) {
    const own = plan.indicators[id]
    if (own !== undefined) refuseUnfit(thresholds, own.thresholds, `indicators.${id}.thresholds.`)
  }
  return plan
}

/** Throws `invalid` naming the first field that does not fit, prefixed by where the value stands. */
export function assertShape<T extends TSchema>(
  schema: T,
  value: unknown,
  prefix: string,
): asserts value is T['static'] {
  refuseUnfit(schema, value, prefix)
}

function refuseUnfit(schema: TSchema, value: unknown, prefix: string): void {
  const error = Value.Errors(schema, value).First()
  if (error !== undefined) throw refusal(prefix + fieldOf(error), factOf(error))
}

const refusal = (field: string, fact: string): AppError =>
  new AppError('invalid', `巡查方案无效：字段 ${field} ${fact}`, { field })

const fieldOf = (error: ValueError): string => error.path.replace(/^\//, '').replaceAll('/', '.')

const facts: Partial<Record<ValueErrorType, string>> = {
  [ValueErrorType.ObjectRequiredProperty]: '缺失，请补上',
  [ValueErrorType.ObjectAdditionalProperties]: '不认识，请检查拼写',
  [ValueErrorType.StringFormat]: '不是有效的正则表达式',
  [ValueErrorType.StringPattern]: '格式不对',
  [ValueErrorType.Union]: '不是允许的取值',
}

function factOf(error: ValueError): string {
  const { minimum, exclusiveMinimum, maximum, type } = error.schema
  const known = facts[error.type]
  if (known !== undefined) return known
  const bounds = [
    typeof minimum === 'number' ? `不小于 ${minimum}` : '',
    typeof exclusiveMinimum === 'number' ? `大于 ${exclusiveMinimum}` : '',
    typeof maximum === 'number' ? `不大于 ${maximum}` : '',
  ].filter((bound) => bound !== '')
  return `取值不对，应为${[typeNames[String(type)] ?? '规定的内容', ...bounds].join('，')}`
}

const typeNames: Readonly<Record<string, string>> = {
  number: '数字',
  integer: '整数',
  string: '文字',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

function merged(base: Tree, over: Tree): Tree {
  const entries = Object.entries(over).map(([key, value]) => {
    const below = base[key]
    return [key, isTree(below) && isTree(value) ? merged(below, value) : value] as const
  })
  return { ...base, ...Object.fromEntries(entries) }
}
