import type { Finding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { InspectionRun } from '#shared/contract/inspection-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'

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

/** A site that every run of the day failed on for a fault of our own was not inspected, and nobody signs that it was. */
function inspectedSites(runs: readonly InspectionRun[]): { seen: ReadonlySet<string>; unseen: ReadonlySet<string> } {
  const results = runs.flatMap((run) => run.sites)
  const seen = new Set(results.filter((site) => !site.failedHere).map((site) => site.siteId))
  return { seen, unseen: new Set(results.map((site) => site.siteId).filter((siteId) => !seen.has(siteId))) }
}

/** A run of the platform is one, in however many parts its workers recorded it. */
const countRuns = (runs: readonly InspectionRun[]): number =>
  new Set(runs.map(({ id, platformRunId }) => platformRunId ?? id)).size

/**
 * The parts of a day's log in a form that everybody derives alike from the same rows: the console shows and signs it,
 * the platform builds it again from its own rows and refuses a signature over anything else. It is the day as it stood
 * when it was signed; what becomes of an order later is not part of it.
 */
export function buildDailyLog({ day, runs, findings, orders }: DailyLogSource): Record<string, unknown> {
  const { seen, unseen } = inspectedSites(runs)
  return {
    header: {
      day: day.day,
      inspectors: [...day.inspectorIds].sort(),
      reviewedBy: day.reviewedBy,
      reviewedAt: day.reviewedAt,
      remark: day.remark,
    },
    figures: {
      sites: seen.size,
      unseen: unseen.size,
      runs: countRuns(runs),
      findings: findings.length,
      confirmed: findings.filter((finding) => !['open', 'false_positive', 'duplicate'].includes(finding.state)).length,
      orders: orders.length,
      zeroReport: findings.every((finding) => finding.state === 'false_positive' || finding.state === 'duplicate'),
    },
    ...(day.checks.length === 0 ? {} : { checks: day.checks }),
    runs: byId(runs).map((run) => without(run, 'version')),
    findings: byId(findings).map((finding) => without(finding, 'version', 'day')),
    orders: byId(orders).map((order) => without(order, 'version', 'state', 'notes', 'closedAt')),
  }
}
