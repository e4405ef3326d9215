import type { Finding } from '#shared/contract/finding'
import type { InspectionRun, SiteResult } from '#shared/contract/inspection-run'
import { defaultPlan } from '#shared/inspection/plan'
import { chance } from '#platform/demo/chance'
import { placesOf } from '#platform/demo/defects'
import { instant } from '#platform/demo/demo-id'
import { operatorId } from '#platform/demo/operators'
import type { DemoSite } from '#platform/demo/sites'
import type { PastDay } from './day-findings'

const runLasts = 42 * 60_000

function resultOf({ site, number }: DemoSite, findings: number, ago: number): SiteResult {
  const isDown = [...placesOf(site.domain, 'down'), ...placesOf(site.domain, 'unanswering')].length > 0
  const isSlow = placesOf(site.domain, 'slow').length > 0
  const random = chance('result', number, ago)
  return {
    siteId: site.id,
    reachable: !isDown,
    failedHere: false,
    milliseconds: isDown ? 0 : isSlow ? 3700 : 40 + (random % 360),
    pages: isDown ? 0 : 62 + (random % 9),
    links: isDown ? 0 : 160 + (random % 40),
    findings,
    complete: !isDown,
  }
}

/** The nightly run of a past day over the sites, in figures. */
export function runOf(sites: readonly DemoSite[], findings: readonly Finding[], past: PastDay): InspectionRun {
  const counts = new Map<string, number>()
  for (const { siteId } of findings) counts.set(siteId, (counts.get(siteId) ?? 0) + 1)
  return {
    id: past.runId,
    version: 1,
    planId: defaultPlan.id,
    day: past.day,
    inspectorId: operatorId('fangyuanzhou'),
    platformRunId: null,
    startedAt: instant(past.begun),
    finishedAt: instant(past.begun + runLasts),
    sites: sites.map((site) => resultOf(site, counts.get(site.site.id) ?? 0, past.ago)),
  }
}
