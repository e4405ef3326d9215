import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { ManualCheck } from '#shared/contract/inspection-day'
import { Day } from '#shared/contract/primitives'
import { commandRule, ifThere, many, save } from '#shared/domain/command-rule'
import { dayId, withInspector } from '#shared/domain/day-identity'
import { completeChecks } from '#shared/domain/manual-checks'

/**
 * The inspector declares a day looked through: something was inspected and every finding is disposed of. From here it can
 * be signed. A day that is handed over already stays as it was handed over, so that no second remark takes the
 * place of the first unseen; new results or a disposal taken back open it again.
 */
export const rule = commandRule({
  type: 'day.review',
  args: Type.Object(
    {
      day: Day,
      remark: Type.String({ maxLength: 2000 }),
      /** Items of the manual list that somebody looked at. */
      checks: Type.Optional(Type.Array(Type.Omit(ManualCheck, ['look']), { maxItems: 200 })),
    },
    { additionalProperties: false },
  ),
  right: 'day.review',
  anywhere: true,
  reads: ({ day }) => ({
    today: ifThere('inspectionDay', dayId(day)),
    runs: many('inspectionRun', 'day', day),
    findings: many('finding', 'day', day),
  }),
  decide({ today, runs, findings }, { remark, checks = [] }, { by, at }) {
    if (!today || runs.length === 0) throw new AppError('rule', '当日还没有巡查结果，请先运行巡查方案')
    if (runs.every((run) => run.sites.every((site) => site.failedHere)))
      throw new AppError('rule', '当日没有一个子站巡查成功（本机网络故障），请恢复网络后重新巡查')
    if (today.state === 'signed') throw new AppError('rule', '当日巡查已签发')
    if (today.state === 'reviewed')
      throw new AppError('conflict', '当日巡查已由他人提交签发，请查看已提交的说明', { reviewedBy: today.reviewedBy })
    const open = findings.filter((finding) => finding.state === 'open').length
    if (open > 0) throw new AppError('rule', `还有 ${open} 个问题未处置，全部处置后才能提交签发`, { open })
    return [
      save('inspectionDay', {
        ...withInspector(today, by.id),
        state: 'reviewed',
        reviewedBy: by.id,
        reviewedAt: at,
        remark,
        checks: completeChecks(checks),
      }),
    ]
  },
})
