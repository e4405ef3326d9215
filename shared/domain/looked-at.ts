import type { Finding } from '#shared/contract/finding'
import type { InspectionRun } from '#shared/contract/inspection-run'

/**
 * What a day's inspection says of a site. It counts as looked at where it is `clean` (looked at whole, and nothing was
 * found) or `opened` (somebody had each of its findings on screen). It does not where findings were only judged in a list
 * (`unopened`), where it was not looked at whole (`incomplete`), or where our own side failed (`failed-here`).
 */
export type Look = 'clean' | 'opened' | 'unopened' | 'incomplete' | 'failed-here'

export const isLookedAt = (look: Look): boolean => look === 'clean' || look === 'opened'

type Runs = readonly Pick<InspectionRun, 'sites'>[]
type Findings = readonly Pick<Finding, 'siteId' | 'disposition' | 'exemptionId'>[]

/** How each site that a run of the day took up was looked at. What an exemption covers was looked at when that was granted. */
export function looksOf(runs: Runs, findings: Findings): ReadonlyMap<string, Look> {
  const results = runs.flatMap((run) => run.sites)
  const seen = results.filter((result) => !result.failedHere)
  const reached = new Set(seen.map(({ siteId }) => siteId))
  const whole = new Set(
    seen.flatMap(({ siteId, reachable, complete }) => (reachable && complete !== false ? siteId : [])),
  )
  const own = findings.filter(({ exemptionId }) => exemptionId === null)
  const found = new Set(own.map(({ siteId }) => siteId))
  const unopened = new Set(own.flatMap(({ siteId, disposition }) => (disposition?.opened ? [] : siteId)))
  const lookOf = (siteId: string): Look => {
    if (!reached.has(siteId)) return 'failed-here'
    if (found.has(siteId)) return unopened.has(siteId) ? 'unopened' : 'opened'
    return whole.has(siteId) ? 'clean' : 'incomplete'
  }
  return new Map(results.map(({ siteId }) => [siteId, lookOf(siteId)]))
}
