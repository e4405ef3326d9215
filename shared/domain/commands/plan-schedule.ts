import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { TimetableSettings } from '#shared/contract/inspection-timetable'
import { Id } from '#shared/contract/primitives'
import { commandRule, ifThere, looked, save } from '#shared/domain/command-rule'
import { mayAnywhere } from '#shared/domain/permissions'
import { fewestProbesPerDay } from '#shared/domain/probe-day'

/** Says when the platform runs a plan by itself, in whose name, and in which stretches of days more often. */
export const rule = commandRule({
  type: 'plan.schedule',
  args: Type.Object({ planId: Id, settings: TimetableSettings }, { additionalProperties: false }),
  right: 'plan.edit',
  reads: ({ planId, settings }) => ({
    plan: looked('inspectionPlan', planId),
    inspector: looked('operator', settings.inspectorId),
    present: ifThere('inspectionTimetable', planId),
  }),
  decide({ plan, inspector, present }, { settings }, { at }) {
    if (!mayAnywhere(inspector, 'inspection.run'))
      throw new AppError('rule', '所选人员没有巡查权限，请另选巡查员', { operatorId: inspector.id })
    const reversed = settings.specialPeriods.find(({ from, to }) => to < from)
    if (reversed) throw new AppError('rule', `重点时段“${reversed.name}”的结束日期早于开始日期，请修改`)
    const { probesPerDay } = settings
    if (probesPerDay > 0 && probesPerDay < fewestProbesPerDay)
      throw new AppError('rule', `每日探测不少于 ${fewestProbesPerDay} 次，或者不探测（0 次）`, { probesPerDay })
    const times = [...settings.times].sort()
    const specialPeriods = settings.specialPeriods.map((period) => ({ ...period, times: [...period.times].sort() }))
    const identity = { id: plan.id, version: present?.version ?? 0 }
    return [save('inspectionTimetable', { ...identity, ...settings, times, specialPeriods, changedAt: at })]
  },
})
