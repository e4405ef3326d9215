import type { ObservedFinding } from '#shared/contract/finding'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import type { PageMemory } from '#shared/inspection/known/known-page'
import type { RememberedPages } from '#shared/inspection/run/remembered-pages'
import type { EvidenceKeeper } from './evidence-folder'

interface Sources {
  /** Where a page is read again whose body did not come this time. */
  readonly network: PageSource
  readonly deps: { readonly memory?: PageMemory }
}

/**
 * Puts the SM3 of the kept page into each finding about a page; links have theirs from when they were judged. A page
 * that did not change since an earlier run is proved by the file of then.
 */
export async function withPageEvidence(
  findings: readonly ObservedFinding[],
  pages: RememberedPages,
  { network, deps: { memory } }: Sources,
  keeper: EvidenceKeeper,
): Promise<ObservedFinding[]> {
  const records = new Map<string, string | undefined>()
  for (const finding of findings) {
    const url = pageOf(finding)
    if (url !== undefined && !records.has(url)) records.set(url, await recordOf(url))
  }
  return findings.map((finding) => {
    const record = records.get(pageOf(finding) ?? '')
    return record === undefined ? finding : { ...finding, evidence: { ...finding.evidence, record } }
  })

  async function recordOf(url: string): Promise<string | undefined> {
    const visit = pages.lastOf(url)
    if (visit === undefined) return undefined
    const known = visit.isUnchanged ? memory?.get(visit.finalUrl)?.record : undefined
    if (known !== undefined && keeper.has(known)) return known
    const record = keeper.keep(visit.isUnchanged ? await network.page(visit.url) : visit)
    memory?.noteRecord(visit.finalUrl, record)
    return record
  }
}

const pageOf = ({ url, evidence: { verdict, finalUrl } }: ObservedFinding): string | undefined =>
  verdict === undefined ? (finalUrl ?? url) : undefined
