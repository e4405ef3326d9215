import { AppError, isAppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { setTimeout as wait } from 'node:timers/promises'
import { withPageEvidence } from '#shared/inspection/evidence/page-evidence'
import { gatherSite, type GatheredSite } from '#shared/inspection/gather/gather-site'
import { finishedSite, keepFinished } from '#shared/inspection/run/finished-sites'
import { Frontier } from '#shared/inspection/run/frontier'
import { RememberedPages } from '#shared/inspection/run/remembered-pages'
import { sideBySide } from '#shared/inspection/run/side-by-side'
import { evaluateIndicators } from './indicators'
import { withRun, type InspectionDeps, type Run } from './inspection-run'
import { notSeen, seenOf, type Seen, type SiteInspection } from './site-inspection'
import type { SiteTarget } from './target'

export type { InspectionDeps, SiteProgress } from './inspection-run'

/** Inspects one site. See inspectSites. */
export async function inspectSite(
  target: SiteTarget,
  plan: InspectionPlan,
  deps: InspectionDeps,
): Promise<SiteInspection> {
  const [inspection] = await inspectSites([target], plan, deps)
  if (inspection === undefined) throw new AppError('internal', '巡查没有结果')
  return inspection
}

/**
 * Inspects sites side by side, `plan.parallelSites` at a time, in the order given; each result is also reported as it
 * comes. A link that many sites carry is asked once. What could not be judged is looked at again, slower, when all sites
 * have been visited, and only then reported. A site our side could not inspect has `failure`.
 * Throws `invalid` for an address that is none, `cancelled` when the signal fires.
 */
export async function inspectSites(
  targets: readonly SiteTarget[],
  plan: InspectionPlan,
  deps: InspectionDeps,
): Promise<SiteInspection[]> {
  const sites = targets.map((target) => ({ ...target, url: addressOf(target) }))
  return await withRun(sites, plan, deps, async (run) => {
    const results: SiteInspection[] = []
    const end = (place: number, inspection: SiteInspection): void => {
      if (deps.isReturningNothing === undefined) results[place] = inspection
      report(inspection, run)
    }
    const postponed: number[] = []
    await sideBySide(sites.keys(), plan.parallelSites, async (place) => {
      const inspection = finishedSite(run.file, place) ?? (await inspectAt(place, run, false))
      if (inspection === undefined) return void postponed.push(place)
      end(place, inspection)
    })
    if (postponed.length > 0) await lookAgain(run)
    await sideBySide(postponed, plan.parallelSites, async (place) => {
      const inspection = await inspectAt(place, run, true)
      if (inspection === undefined) return
      end(place, inspection)
    })
    return results
  })
}

const report = (inspection: SiteInspection, { deps }: Run): void =>
  deps.onProgress?.({ target: inspection.target, stage: 'finished', done: 1, total: 1, inspection })

/** Addresses looked at again at once; how fast each host is asked is decided elsewhere. */
const lookedAtOnce = 256

async function lookAgain({ plan, deps, answers, links, recheck }: Run): Promise<void> {
  const cancelled = new AppError('cancelled', '巡查已取消，可重新开始')
  await wait(recheck.afterSeconds * 1000, undefined, { signal: deps.signal }).catch(() => Promise.reject(cancelled))
  const most = Math.max(lookedAtOnce, plan.parallelSites)
  for (let urls = answers.doubtful(most); urls.length > 0; urls = answers.doubtful(most))
    await Promise.all(urls.map((url) => links.recheck(url)))
}

/** Undefined where something has to be looked at again first. */
async function inspectAt(place: number, run: Run, isLast: boolean): Promise<SiteInspection | undefined> {
  const { deps, file } = run
  const target = run.targets[place]
  if (target === undefined) throw new AppError('internal', '巡查没有这个站点')
  const pages = new RememberedPages(run.wholePages, file, place)
  const frontier = new Frontier(file, place)
  if (isLast && !run.isHomeSeen.has(place)) pages.forget(target.url)
  const startedAt = deps.now().toISOString()
  const seen = await look(target, { ...run, pages, frontier }, place, isLast)
  if (seen === undefined) return undefined
  const inspection = { target, site: target.url, startedAt, finishedAt: deps.now().toISOString(), ...seen }
  if (seen.failure === undefined) keepFinished(file, place, inspection)
  pages.forget()
  frontier.clear()
  return inspection
}

interface SiteRun extends Run {
  readonly pages: RememberedPages
  readonly frontier: Frontier
}

async function look(target: SiteTarget, run: SiteRun, place: number, isLast: boolean): Promise<Seen | undefined> {
  const { plan, deps, links, slowSeconds, linkPages, reading, pages, frontier } = run
  const onStep = (stage: 'home' | 'pages' | 'links', done: number, total: number): void =>
    deps.onProgress?.({ target, stage, done, total })
  try {
    const { now } = deps
    const gathered = await gatherSite(target, plan, {
      fetcher: pages,
      network: linkPages,
      reading,
      frontier,
      links,
      now,
      slowSeconds,
      onStep,
    })
    if (gathered.context.home !== undefined) run.isHomeSeen.add(place)
    if (!isLast && isDoubtful(gathered)) return undefined
    const findings = evaluateIndicators(gathered.context)
    const { evidence } = deps
    return seenOf(gathered, evidence === undefined ? findings : await withPageEvidence(findings, pages, run, evidence))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unavailable') throw error
    return notSeen(error.message)
  }
}

const isDoubtful = ({ context: { home, links, extras } }: GatheredSite): boolean =>
  home === undefined || [...links, ...(extras?.guideFiles ?? [])].some(({ verdict }) => verdict === 'uncertain')

function addressOf({ url }: SiteTarget): string {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address !== undefined && /^https?:$/.test(address.protocol)) return address.href
  throw new AppError('invalid', `网址无效：${url}；应以 http:// 或 https:// 开头`, { url })
}
