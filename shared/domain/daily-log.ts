import type { Finding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { InspectionRun } from '#shared/contract/inspection-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { isLookedAt, looksOf, type Look } from './looked-at'

/** Format name of a signed daily log 巡查日志. */
export const dailyLogFormat = 'zhanqun.daily-log/1'

export interface DailyLogSource {
  readonly day: InspectionDay
  readonly runs: readonly InspectionRun[]
  readonly findings: readonly Finding[]
  readonly orders: readonly RectificationOrder[]
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
const without = <T extends object, K extends keyof T>(row: T, ...keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>

/** Sites that don't count as looked at, with the reason: nobody signs that they were. */
const notLookedAt = (looks: ReadonlyMap<string, Look>): { siteId: string; look: Look }[] =>
  [...looks]
    .map(([siteId, look]) => ({ siteId, look }))
    .filter(({ look }) => !isLookedAt(look))
    .sort((one, other) => (one.siteId < other.siteId ? -1 : 1))

/** A run of the platform is one, in however many parts its workers recorded it. */
const countRuns = (runs: readonly InspectionRun[]): number =>
  new Set(runs.map(({ id, platformRunId }) => platformRunId ?? id)).size

/**
 * The parts of a day's log in a form that everybody derives alike from the same rows: the console shows and signs it,
 * the platform builds it again from its own rows and refuses a signature over anything else. It is the day as it stood
 * when it was signed; what becomes of an order later is not part of it.
 */
export function buildDailyLog({ day, runs, findings, orders }: DailyLogSource): Record<string, unknown> {
  const looks = looksOf(runs, findings)
  const missed = notLookedAt(looks)
  const unseen = missed.filter(({ look }) => look === 'failed-here').length
  return {
    header: {
      day: day.day,
      inspectors: [...day.inspectorIds].sort(),
      reviewedBy: day.reviewedBy,
      reviewedAt: day.reviewedAt,
      remark: day.remark,
    },
    figures: {
      sites: looks.size - missed.length,
      unseen,
      unlooked: missed.length - unseen,
      runs: countRuns(runs),
      findings: findings.length,
      confirmed: findings.filter((finding) => !['open', 'false_positive', 'duplicate'].includes(finding.state)).length,
      orders: orders.length,
      zeroReport: findings.every((finding) => finding.state === 'false_positive' || finding.state === 'duplicate'),
    },
    ...(missed.length === 0 ? {} : { notLookedAt: missed }),
    ...(day.checks.length === 0 ? {} : { checks: day.checks }),
    runs: byId(runs).map((run) => without(run, 'version')),
    findings: byId(findings).map((finding) => without(finding, 'version', 'day')),
    orders: byId(orders).map((order) => without(order, 'version', 'state', 'notes', 'closedAt', 'work')),
  }
}
