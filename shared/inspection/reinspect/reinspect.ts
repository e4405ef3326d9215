import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { Fetcher } from '#shared/inspection/fetch/fetcher'
import { indicators } from '#shared/inspection/indicators'
import type { InspectionDeps } from '#shared/inspection/inspection-run'
import type { SiteTarget } from '#shared/inspection/target'
import { lookAtLinks } from './links-again'
import { lookAtPages } from './pages-again'
import { unknown } from './seen-again'

/** Findings of one site that are reported as rectified. */
export interface Reinspected {
  readonly target: SiteTarget
  readonly plan: InspectionPlan
  readonly findings: readonly Finding[]
}

/** Indicators that report an address by itself: only that address and the pages it stood on are asked. */
const linkIndicators = new Set(['D11', 'D20'])
const decidable = new Set(indicators.map(({ id }) => id))

/** Whether a second look by a machine can say anything of the finding. */
export const isDecidable = ({ indicator }: Pick<Finding, 'indicator'>): boolean => decidable.has(indicator)

/**
 * Looks again at what findings were about, by their addresses and indicators and with the plan's politeness; each result
 * carries the hash of what was seen. What fails on our side, or can't be judged for certain, is `unknown`.
 * Throws `cancelled` when the signal fires.
 */
export async function reinspect(order: Reinspected, deps: InspectionDeps): Promise<ReinspectedFinding[]> {
  const { target, plan, findings } = order
  const fetcher = deps.fetcher ?? new Fetcher(plan, deps)
  const shared = { ...deps, fetcher }
  const [links, pages] = [
    findings.filter((finding) => isDecidable(finding) && linkIndicators.has(finding.indicator)),
    findings.filter((finding) => isDecidable(finding) && !linkIndicators.has(finding.indicator)),
  ]
  try {
    const seen = [
      ...(await lookAtLinks({ target, plan, findings: links }, shared)),
      ...(await lookAtPages({ target, plan, findings: pages }, shared)),
      ...findings
        .filter((finding) => !isDecidable(finding))
        .map((finding) => unknown(finding, '该指标须由人工判定，请人工复核', deps.now())),
    ]
    return findings.flatMap(({ id }) => seen.find(({ findingId }) => findingId === id) ?? [])
  } finally {
    if (deps.fetcher === undefined) await fetcher.close()
  }
}
