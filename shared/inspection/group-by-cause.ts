import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteInspection } from './site-inspection'

/** One faulty link and every site that carries it: a template's link on 900 sites is one cause, not 900. */
export interface SharedCause {
  readonly finding: ObservedFinding
  readonly sites: readonly string[]
}

const sharedIndicator = 'D20'

/** The faulty links that more than one site carries, the most widespread first. */
export function sharedCauses(inspections: Iterable<SiteInspection>): SharedCause[] {
  const causes = new Map<string, { readonly finding: ObservedFinding; readonly sites: string[] }>()
  for (const { site, findings } of inspections) {
    for (const finding of findings.filter(({ indicator }) => indicator === sharedIndicator)) {
      const cause = causes.get(finding.url) ?? { finding, sites: [] }
      causes.set(finding.url, cause)
      cause.sites.push(site)
    }
  }
  return [...causes.values()].filter(({ sites }) => sites.length > 1).sort((a, b) => b.sites.length - a.sites.length)
}
