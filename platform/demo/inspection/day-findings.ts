import type { Finding, ObservedFinding } from '#shared/contract/finding'
import { identityOf } from '#shared/domain/finding-subject'
import { idFrom, sm3OfValue } from '#shared/signing/sm3'
import { chance } from '#platform/demo/chance'
import { demoDefects } from '#platform/demo/defects'
import { instant } from '#platform/demo/demo-id'
import { operatorId } from '#platform/demo/operators'
import type { DemoSite } from '#platform/demo/sites'
import { observedOf, passingFault } from './observed'

/** One inspected day: how many days ago, its date, and the id of its run. */
export interface PastDay {
  readonly ago: number
  readonly day: string
  readonly runId: string
  /** When the run began, in milliseconds. */
  readonly begun: number
}

/** The history goes back so many days; half of the lasting faults are as old. */
const oldestFault = 14
const disposedAfter = 7 * 3_600_000

function findingOf(site: DemoSite, observed: ObservedFinding, { day, runId }: PastDay): Finding {
  return {
    ...observed,
    id: idFrom('finding', day, site.site.id, observed.indicator, observed.url, observed.detail),
    version: 1,
    siteId: site.site.id,
    runId,
    day,
    hash: sm3OfValue(observed),
    state: 'open',
    disposition: null,
    orderId: null,
    identity: identityOf(site.site.id, observed, idFrom),
    exemptionId: null,
  }
}

/** How many days ago a lasting fault was seen first. */
const ageOf = (domain: string): number => Math.min(oldestFault, 3 + (chance('onset', domain) % (2 * oldestFault)))

/** What the day's run saw of the sites with deliberate defects that had the given relation to that day. */
function lastingFindings(
  sites: ReadonlyMap<string, DemoSite>,
  past: PastDay,
  isSeen: (age: number) => boolean,
): Finding[] {
  return demoDefects.flatMap(({ domain, kind, where }) => {
    const site = sites.get(domain)
    if (!site || !isSeen(ageOf(domain))) return []
    const seen = where.map((place) => observedOf(site, kind, place, past.begun + 60_000))
    const byText = new Map(seen.flatMap((observed) => (observed ? [[observed.url + observed.detail, observed]] : [])))
    return [...byText.values()].map((observed) => findingOf(site, observed, past))
  })
}

function passingFindings(sites: readonly DemoSite[], past: PastDay): Finding[] {
  return Array.from({ length: 3 + (chance('passing count', past.ago) % 12) }, (_, index) => {
    const site = sites[chance('passing', past.ago, index) % sites.length]
    return site ? findingOf(site, passingFault(site, past.ago * 10 + index, past.begun + 120_000), past) : null
  }).filter((finding) => finding !== null)
}

export interface DayFindings {
  /** Lasting faults seen for the first time. */
  readonly emerging: readonly Finding[]
  /** Lasting faults that were there the day before. */
  readonly lasting: readonly Finding[]
  /** Faults of this day alone. */
  readonly passing: readonly Finding[]
}

/** What a past day's run found, nothing of it disposed. */
export function findingsOfDay(sites: readonly DemoSite[], past: PastDay): DayFindings {
  const byDomain = new Map(sites.map((site) => [site.site.domain, site]))
  const clean = sites.filter(({ site }) => !demoDefects.some(({ domain }) => domain === site.domain))
  return {
    emerging: lastingFindings(byDomain, past, (age) => age === past.ago),
    lasting: lastingFindings(byDomain, past, (age) => age > past.ago),
    passing: passingFindings(clean, past),
  }
}

/** A finding as the inspector judged it in the morning of that day. */
export const disposed = (finding: Finding, past: PastDay, state: Finding['state'], reason: string): Finding => ({
  ...finding,
  state,
  disposition: { reason, by: operatorId('fangyuanzhou'), at: instant(past.begun + disposedAfter), opened: true },
})
