import type { Finding } from '#shared/contract/finding'
import type { ManualCheck } from '#shared/contract/inspection-day'
import type { InspectionRun, SiteResult } from '#shared/contract/inspection-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'

/** The parts of a daily log as the page reads them. */
export interface LogParts {
  readonly header: {
    readonly day: string
    readonly inspectors: readonly string[]
    readonly reviewedBy: string | null
    readonly reviewedAt: string | null
    readonly remark: string
  }
  readonly figures: {
    readonly sites: number
    /** Sites that no run could look at, for a fault on our side. */
    readonly unseen: number
    /** Sites whose findings nobody opened, or that were not looked at whole; missing in older logs. */
    readonly unlooked?: number
    readonly runs: number
    readonly findings: number
    readonly confirmed: number
    readonly orders: number
    readonly zeroReport: boolean
  }
  /** Missing in logs of days that were handed over before there was a manual list. */
  readonly checks?: readonly ManualCheck[]
  readonly runs: readonly Omit<InspectionRun, 'version'>[]
  /** Without an exemption's id in logs that were signed before there were any. */
  readonly findings: readonly (Omit<Finding, 'version' | 'day' | 'identity' | 'exemptionId'> &
    Partial<Pick<Finding, 'exemptionId'>>)[]
  readonly orders: readonly Omit<RectificationOrder, 'version' | 'state' | 'notes' | 'closedAt' | 'work'>[]
}

const names = ['header', 'figures', 'runs', 'findings', 'orders'] as const

/** Core builds the parts by the domain's own rule; a page that doesn't know their form shows nothing of them. */
export const isLog = (parts: unknown): parts is LogParts =>
  typeof parts === 'object' && parts !== null && names.every((name) => name in parts)

const gravity = { veto: 0, deduct: 1, hint: 2 } as const

/** Findings as they are read: the gravest first, those of one site together. */
export const gravestFirst = (findings: LogParts['findings']): LogParts['findings'] =>
  [...findings].sort(
    (a, b) =>
      gravity[a.severity] - gravity[b.severity] ||
      a.siteId.localeCompare(b.siteId) ||
      a.indicator.localeCompare(b.indicator),
  )

/** Each site once, as its last run of the day saw it, worst first. */
export function lastResults(runs: LogParts['runs']): SiteResult[] {
  const inOrder = [...runs].sort((a, b) => a.finishedAt.localeCompare(b.finishedAt))
  const last = new Map(inOrder.flatMap(({ sites }) => sites.map((site) => [site.siteId, site] as const)))
  const rank = ({ reachable, failedHere }: SiteResult) => (failedHere ? 1 : reachable ? 2 : 0)
  return [...last.values()].sort((a, b) => rank(a) - rank(b) || b.findings - a.findings)
}
