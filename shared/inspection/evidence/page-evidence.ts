import type { ObservedFinding } from '#shared/contract/finding'
import type { RememberedPages } from '#shared/inspection/run/remembered-pages'
import type { EvidenceKeeper } from './evidence-folder'

/** Puts the SM3 of the kept page into each finding about a page; links have theirs from when they were judged. */
export function withPageEvidence(
  findings: readonly ObservedFinding[],
  pages: RememberedPages,
  keeper: EvidenceKeeper,
): ObservedFinding[] {
  const kept = new Map<string, string | undefined>()
  const recordOf = (url: string): string | undefined => {
    const visit = kept.has(url) ? undefined : pages.lastOf(url)
    if (visit !== undefined) kept.set(url, keeper.keep(visit))
    return kept.get(url)
  }
  return findings.map((finding) => {
    const { verdict, finalUrl } = finding.evidence
    const record = verdict === undefined ? recordOf(finalUrl ?? finding.url) : undefined
    return record === undefined ? finding : { ...finding, evidence: { ...finding.evidence, record } }
  })
}
