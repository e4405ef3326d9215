import type { Finding } from '#shared/contract/finding'
import type { Site } from '#shared/contract/site'
import { dayOf } from '#shared/domain/calendar'
import { isOverdue } from '#shared/domain/supervision'
import type { ReportSource } from './report-source'

/** What a person has not judged away: confirmed, or already being mended. */
export const holds = ({ state }: Finding): boolean => !['open', 'false_positive', 'duplicate'].includes(state)

/** Findings that hold, those of the same site, indicator and address once: day after day the same fault is seen again. */
export function faults({ findings }: Pick<ReportSource, 'findings'>): readonly Finding[] {
  const seen = new Map(findings.filter(holds).map((finding) => [keyOf(finding), finding]))
  return [...seen.values()]
}

/** The same by site, so that a report with a line for each site looks through them once. */
export const faultsBySite = (source: Pick<ReportSource, 'findings'>): ReadonlyMap<string, readonly Finding[]> =>
  groupedBy(faults(source), ({ siteId }) => siteId)

const keyOf = ({ siteId, indicator, url }: Finding) => [siteId, indicator, url].join(' ')

export interface Inspected {
  readonly site: Site
  /** How often it was seen in the period, and how often its home page answered. */
  readonly seen: number
  readonly reached: number
}

/** Every site that a run of the period saw, by code. A run that failed on our side saw nothing. */
export function inspected({ runs, sites }: Pick<ReportSource, 'runs' | 'sites'>): readonly Inspected[] {
  const results = runs.flatMap((run) => run.sites).filter(({ failedHere }) => !failedHere)
  return [...groupedBy(results, ({ siteId }) => siteId)]
    .flatMap(([siteId, seen]) => {
      const site = sites.get(siteId)
      return site ? [{ site, seen: seen.length, reached: seen.filter(({ reachable }) => reachable).length }] : []
    })
    .sort((one, other) => (one.site.code < other.site.code ? -1 : 1))
}

/** A site fails with any single veto 单项否决 that holds. */
export function failedSites(source: Pick<ReportSource, 'findings'>): ReadonlySet<string> {
  return new Set(faults(source).flatMap(({ siteId, severity }) => (severity === 'veto' ? [siteId] : [])))
}

export interface OrderFigures {
  /** Those that were withdrawn left out. */
  readonly issued: number
  readonly closed: number
  /** Closed on its due day or before. */
  readonly onTime: number
  readonly overdue: number
}

export function orderFigures({ orders, today }: Pick<ReportSource, 'orders' | 'today'>): OrderFigures {
  const standing = orders.filter(({ state }) => state !== 'withdrawn')
  const closed = standing.filter(({ closedAt }) => closedAt !== null)
  return {
    issued: standing.length,
    closed: closed.length,
    onTime: closed.filter(({ closedAt, dueOn }) => closedAt !== null && dayOf(closedAt) <= dueOn).length,
    overdue: standing.filter((order) => isOverdue(order, today)).length,
  }
}

/** Items by a key, each group in the order of the items. */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** How many of something there are by a key, the most first. */
export function counted<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1))
}
