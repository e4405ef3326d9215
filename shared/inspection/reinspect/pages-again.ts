import type { Finding, ObservedFinding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { isSuccess, type Visit } from '#shared/inspection/fetch/visit'
import { pageKey, registeredColumns } from '#shared/inspection/gather/classify-pages'
import { inspectSite } from '#shared/inspection/inspect-sites'
import type { InspectionDeps } from '#shared/inspection/inspection-run'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import type { Reinspected } from './reinspect'
import { seenAgain, unknown } from './seen-again'

/** Looks again at a site by the indicators of its findings alone, and at the page of each finding. */
export async function lookAtPages(
  order: Reinspected,
  deps: InspectionDeps & Required<Pick<InspectionDeps, 'fetcher'>>,
) {
  const { findings } = order
  if (findings.length === 0) return []
  const { target, plan } = narrowed(order)
  const inspection = await inspectSite(target, plan, deps)
  return await Promise.all(findings.map((finding) => judge(finding, inspection, deps)))
}

async function judge(
  finding: Finding,
  inspection: SiteInspection,
  { fetcher, evidence, now }: InspectionDeps & Required<Pick<InspectionDeps, 'fetcher'>>,
): Promise<ReinspectedFinding> {
  if (inspection.failure !== undefined) return unknown(finding, inspection.failure, now())
  const visit = await fetcher.page(finding.url)
  if (await fetcher.mayBeOurFault(visit)) return unknown(finding, '本机网络不可用，未能访问', now())
  const again = inspection.findings.find((seen) => isSame(seen, finding))
  if (again && isCertain(again, finding)) return seenAgain(finding, 'still', again.detail, visit, evidence)
  if (again) return seenAgain(finding, 'unknown', `${again.detail}，不能确认`, visit, evidence)
  if (!inspection.isReachable) return seenAgain(finding, 'unknown', '首页未能打开，无法复核此问题', visit, evidence)
  if (!isSuccess(visit)) return seenAgain(finding, 'unknown', missing(visit), visit, evidence)
  return seenAgain(finding, 'gone', '再次访问，问题已消除', visit, evidence)
}

const isSame = (seen: ObservedFinding, { indicator, url }: Finding): boolean =>
  seen.indicator === indicator && pageKey(seen.url) === pageKey(url)

/** What an indicator is not certain of it reports as a hint: that says nothing of a finding that was more. */
const isCertain = (again: ObservedFinding, { severity }: Finding): boolean =>
  again.severity !== 'hint' || severity === 'hint'

const missing = ({ status, outcome }: Visit): string =>
  status === 404 || status === 410
    ? `原页面已不存在（返回 ${status}），请人工确认`
    : `原页面未能打开（返回 ${status ?? outcome}），稍后再看`

/** The site and the plan with no more than what the findings ask for. What was probed before the report says nothing of after it. */
function narrowed({ target, plan, findings }: Reinspected): { target: SiteTarget; plan: InspectionPlan } {
  const wanted = new Set(findings.map(({ indicator }) => indicator))
  const own = Object.entries(plan.indicators).map(
    ([id, indicator]) => [id, { ...indicator, enabled: wanted.has(id) }] as const,
  )
  const columns = columnsOf(findings, target, plan)
  const { probed: _, ...site } = target
  const limits = {
    ...plan.limits,
    linksPerSite: 0,
    ...(columns === undefined ? {} : { pagesPerSite: columns.length, articleSamples: 0 }),
  }
  return {
    target: columns === undefined ? site : { ...site, columns },
    plan: { ...plan, limits, indicators: Object.fromEntries(own) },
  }
}

/** The registered columns that findings are about, where each of them judges one column by itself; else undefined. */
function columnsOf(findings: readonly Finding[], target: SiteTarget, { columnClasses }: InspectionPlan) {
  const ofOneColumn = new Set(['D8', ...columnClasses.map(({ indicator }) => indicator)])
  const registered = new Map([...registeredColumns(target, target.url)].map(([url, column]) => [pageKey(url), column]))
  const columns = findings.flatMap(({ indicator, url }) =>
    ofOneColumn.has(indicator) ? (registered.get(pageKey(url)) ?? []) : [],
  )
  return columns.length === findings.length ? columns : undefined
}
