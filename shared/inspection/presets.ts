import { AppError } from '#shared/contract/app-error'
import { PlanSample, type InspectionPlan } from '#shared/contract/inspection-plan'
import { TimeOfDay } from '#shared/contract/inspection-timetable'
import { Type, type Static } from '@sinclair/typebox'
import { assertShape, mergePlan } from './plan'

const closed = { additionalProperties: false } as const
const Times = Type.Array(TimeOfDay, { minItems: 1 })

/** Stricter rules of a place as a file of data: what it changes of the default plan, and how often it is run. */
export const PlanPreset = Type.Object(
  {
    label: Type.String({ minLength: 1 }),
    /** The rules that the numbers come from. */
    source: Type.String({ minLength: 1 }),
    /** Any part of a plan. */
    plan: Type.Record(Type.String(), Type.Unknown()),
    times: Times,
    /** Times on days off, where they differ. */
    holidayTimes: Type.Optional(Times),
    sample: Type.Optional(PlanSample),
    /** Hours within which documents of superiors are taken over, where the place has its own. */
    repostingHours: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
)
export type PlanPreset = Static<typeof PlanPreset>

const files = import.meta.glob<unknown>('./presets/*.json', { eager: true, import: 'default' })

/** Presets by the name of their file. Adding one is adding its file. */
export const presets: ReadonlyMap<string, PlanPreset> = new Map(
  Object.entries(files).map(([file, preset]) => {
    const name = file.replace(/^.*\//, '').replace(/\.json$/, '')
    assertShape(PlanPreset, preset, `${name}.`)
    return [name, preset]
  }),
)

/** The default plan with a preset laid over it. Throws `invalid` where there is none of that name. */
export function presetPlan(name: string): InspectionPlan {
  const preset = presets.get(name)
  if (preset !== undefined) return mergePlan({ ...preset.plan, ...(preset.sample && { sample: preset.sample }) })
  const known = [...presets.keys()].join('、')
  throw new AppError('invalid', `没有名为 ${name} 的地方方案；可用的有 ${known}`, { name })
}
