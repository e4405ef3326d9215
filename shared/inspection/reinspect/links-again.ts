import type { Finding } from '#shared/contract/finding'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { isSuccess, type Visit } from '#shared/inspection/fetch/visit'
import { seePage } from '#shared/inspection/gather/see-page'
import type { LinkVerdict } from '#shared/inspection/gather/site-context'
import { withRun, type InspectionDeps, type Run } from '#shared/inspection/inspection-run'
import { isFileAddress } from '#shared/inspection/page/file-address'
import { dayOf } from '#shared/domain/calendar'
import type { Reinspected } from './reinspect'
import { seenAgain } from './seen-again'

const facts: Readonly<Record<Exclude<LinkVerdict, 'ok'>, string>> = {
  dead: '再次访问，链接仍打不开',
  'soft-404': '再次访问，内容仍不存在',
  danger: '再次访问，链接仍指向不安全的地址',
  uncertain: '再次访问，对方拒绝或没有及时应答，不能确认',
  'failed-here': '本机网络不可用，未能访问',
}
const isFault = (verdict: LinkVerdict) => ['dead', 'soft-404', 'danger'].includes(verdict)

/** Pages looked at for whether the link still stands on them; templates carry one on hundreds. */
const mostPages = 5

/** Looks again at addresses that were reported by themselves, and where they are still faulty, at the pages they stood on. */
export const lookAtLinks = ({ target, plan, findings }: Reinspected, deps: InspectionDeps) =>
  findings.length === 0
    ? Promise.resolve([])
    : withRun([target], plan, deps, (run) => Promise.all(findings.map((finding) => lookAtLink(finding, run))))

async function lookAtLink(finding: Finding, run: Run): Promise<ReinspectedFinding> {
  const visit = await run.network.probe(finding.url)
  const { verdict } = await run.links.judgeVisited(visit)
  const { evidence } = run.deps
  if (isPageForFile(finding.url, visit)) return seenAgain(finding, 'still', '打开的仍是网页，不是文件', visit, evidence)
  if (verdict === 'ok') return seenAgain(finding, 'gone', `链接已恢复正常（返回 ${visit.status}）`, visit, evidence)
  if (!isFault(verdict)) return seenAgain(finding, 'unknown', facts[verdict], visit, evidence)
  const removed = await withoutLink(finding, run)
  if (removed !== null) return seenAgain(finding, 'gone', '原页面上已没有此链接', removed, evidence)
  return seenAgain(finding, 'still', `${facts[verdict]}（返回 ${visit.status ?? visit.outcome}）`, visit, evidence)
}

const isPageForFile = (url: string, visit: Visit): boolean =>
  isSuccess(visit) && isFileAddress(url) && /text\/html/i.test(visit.contentType ?? '')

/** One of the pages that the link stood on, where none of them carries it any more; null where one does, or can't be read. */
async function withoutLink({ url, evidence: { foundOn = [] } }: Finding, run: Run): Promise<Visit | null> {
  const visits = await Promise.all(foundOn.slice(0, mostPages).map((page) => run.network.page(page)))
  const today = dayOf(run.deps.now().getTime())
  const isFree = (visit: Visit) => seePage(visit, today)?.page.links.every((link) => link.url !== url) === true
  return foundOn.length <= mostPages && visits.every(isFree) ? (visits[0] ?? null) : null
}
