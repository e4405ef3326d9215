import { AppError, isAppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { Fetcher } from '#shared/inspection/fetch/fetcher'
import { gatherSite } from '#shared/inspection/gather/gather-site'
import { LinkChecker } from '#shared/inspection/gather/link-checker'
import { linkThresholds, slowThresholds } from '#shared/inspection/judge/gathering-thresholds'
import { dayOf } from '#shared/domain/calendar'
import { thresholdsOf } from './indicator'
import { evaluateIndicators } from './indicators'
import { inspectionOf, type SiteInspection } from './site-inspection'
import type { SiteTarget } from './target'

export interface SiteProgress {
  readonly target: SiteTarget
  readonly stage: 'home' | 'pages' | 'links' | 'finished'
  /** Steps done and known so far in this stage. */
  readonly done: number
  readonly total: number
  /** With stage `finished`. */
  readonly inspection?: SiteInspection
}

export interface InspectionDeps {
  /** "Today" of every freshness rule. */
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress?: (progress: SiteProgress) => void
  /** Certificates of authorities trusted beside the usual ones, PEM. */
  readonly authorities?: readonly string[]
  /** A fetcher of the caller's, made of the same plan, and left open; by default one is made for the run and closed. */
  readonly fetcher?: Fetcher
}

interface Run {
  readonly plan: InspectionPlan
  readonly deps: InspectionDeps
  readonly fetcher: Fetcher
  readonly links: LinkChecker
  readonly slowSeconds: number
}

/** Inspects one site. See inspectSites. */
export async function inspectSite(
  target: SiteTarget,
  plan: InspectionPlan,
  deps: InspectionDeps,
): Promise<SiteInspection> {
  return await withRun(plan, deps, (run) => inspectOne(target, run))
}

/**
 * Inspects sites side by side, `plan.parallelSites` at a time, in the order given; each result is also reported as it
 * comes. A link that many sites carry is asked once. A site our side could not inspect has `failure`.
 * Throws `invalid` for an address that is none, `cancelled` when the signal fires.
 */
export async function inspectSites(
  targets: readonly SiteTarget[],
  plan: InspectionPlan,
  deps: InspectionDeps,
): Promise<SiteInspection[]> {
  return await withRun(plan, deps, async (run) => {
    const results: SiteInspection[] = []
    const queue = targets.entries()
    const work = async (): Promise<void> => {
      for (const [place, target] of queue) results[place] = await inspectOne(target, run)
    }
    await Promise.all(Array.from({ length: Math.min(plan.parallelSites, targets.length) }, work))
    return results
  })
}

async function withRun<T>(plan: InspectionPlan, deps: InspectionDeps, work: (run: Run) => Promise<T>): Promise<T> {
  const fetcher = deps.fetcher ?? new Fetcher(plan, deps)
  const links = new LinkChecker(fetcher, thresholdsOf(plan, 'D20', linkThresholds), () => dayOf(deps.now().getTime()))
  const slowSeconds = thresholdsOf(plan, 'G13', slowThresholds).seconds
  try {
    return await work({ plan, deps, fetcher, links, slowSeconds })
  } finally {
    if (deps.fetcher === undefined) await fetcher.close()
  }
}

async function inspectOne(target: SiteTarget, run: Run): Promise<SiteInspection> {
  const site = addressOf(target)
  const startedAt = run.deps.now().toISOString()
  const seen = await look({ ...target, url: site }, run)
  const inspection = { target, site, startedAt, finishedAt: run.deps.now().toISOString(), ...seen }
  run.deps.onProgress?.({ target, stage: 'finished', done: 1, total: 1, inspection })
  return inspection
}

async function look(
  target: SiteTarget,
  run: Run,
): Promise<Omit<SiteInspection, 'target' | 'site' | 'startedAt' | 'finishedAt'>> {
  const { plan, deps, fetcher, links, slowSeconds } = run
  const onStep = (stage: SiteProgress['stage'], done: number, total: number): void =>
    deps.onProgress?.({ target, stage, done, total })
  try {
    const context = await gatherSite(target, plan, { fetcher, links, now: deps.now, slowSeconds, onStep })
    return inspectionOf(context, evaluateIndicators(context))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unavailable') throw error
    return { isReachable: false, milliseconds: 0, pages: [], links: [], findings: [], failure: error.message }
  }
}

function addressOf({ url }: SiteTarget): string {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address !== undefined && /^https?:$/.test(address.protocol)) return address.href
  throw new AppError('invalid', `网址无效：${url}；应以 http:// 或 https:// 开头`, { url })
}
