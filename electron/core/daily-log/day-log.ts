import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { Operator } from '#shared/contract/operator'
import type { SignOff } from '#shared/contract/sign-off'
import { buildDailyLog } from '#shared/domain/daily-log'
import { dayId, plannedDay } from '#shared/domain/day-identity'
import { mayAnywhere } from '#shared/domain/permissions'

/** A day's log as the rows say now, and what it would be chained to. */
export interface DayLog {
  readonly day: InspectionDay
  readonly parts: Record<string, unknown>
  readonly previous: SignOff | null
}

export function dayLog(store: Store, day: string): DayLog {
  const inspected = readRow(store, 'inspectionDay', dayId(day)) ?? plannedDay(day)
  const parts = buildDailyLog({
    day: inspected,
    runs: rowsWith(store, 'inspectionRun', 'day', day),
    findings: rowsWith(store, 'finding', 'day', day),
    orders: rowsWith(store, 'rectificationOrder', 'day', day),
  })
  return { day: inspected, parts, previous: lastSignOff(store) }
}

/** The end of the chain: the sign-off that no other one names as the one before it. */
export function lastSignOff(store: Store): SignOff | null {
  const last = store.get<{ id: string }>(
    `SELECT s.id FROM row_signOff s
     WHERE NOT EXISTS (SELECT 1 FROM row_signOff next WHERE next."previousId" = s.id)
     ORDER BY s."signedAt" DESC LIMIT 1`,
  )
  return last ? readRow(store, 'signOff', last.id) : null
}

/** Why the operator can sign nothing of the day, null where nothing speaks against it. */
function signerRefusal(day: InspectionDay, by: Operator): string | null {
  if (!mayAnywhere(by, 'day.sign')) return '当前账号没有签发权限，请由巡查签发人办理'
  if (day.inspectorIds.includes(by.id)) return '当日巡查员不能签发本日日志，请由其他签发人办理'
  return null
}

/** Why the operator can't sign the day now, null where nothing speaks against it; the rule has the last word. */
export function signingRefusal({ day }: DayLog, by: Operator): string | null {
  if (day.state === 'signed') return '当日巡查已签发'
  const refusal = signerRefusal(day, by)
  if (refusal !== null) return refusal
  if (day.state !== 'reviewed') return '当日巡查尚未提交签发，请由巡查员处置全部问题后提交'
  return null
}

/** As `signingRefusal`, for a correction of the day's log. */
export const correctingRefusal = (day: InspectionDay, by: Operator): string | null =>
  day.state === 'signed' ? signerRefusal(day, by) : '当日巡查尚未签发，没有可更正的日志'
