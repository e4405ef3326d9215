import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { ProbeVerdict } from '#shared/domain/probe-day'
import { Fetcher } from './fetch/fetcher'
import type { Visit } from './fetch/visit'
import type { SiteTarget } from './target'

export interface Probed {
  readonly target: SiteTarget
  readonly verdict: ProbeVerdict
  readonly seenAt: Date
  readonly milliseconds: number
}

interface ProbingDeps {
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** Statuses by which a guard may turn us away and nobody else. */
const turnedAway = new Set([401, 403, 405, 406, 412, 429, 521])

/**
 * Asks for the home page of each site once, `plan.parallelSites` at a time, and for nothing else: a page that is not there
 * within the plan's seconds counts as a failure (V2). Throws `cancelled` when the signal fires.
 */
export async function probeSites(
  targets: readonly SiteTarget[],
  plan: InspectionPlan,
  deps: ProbingDeps,
): Promise<Probed[]> {
  const fetcher = new Fetcher(plan, deps)
  try {
    const probed: Probed[] = []
    const queue = targets.entries()
    const work = async (): Promise<void> => {
      for (const [place, target] of queue) probed[place] = await probe(target, plan, fetcher)
    }
    await Promise.all(Array.from({ length: Math.min(plan.parallelSites, targets.length) }, work))
    return probed
  } finally {
    await fetcher.close()
  }
}

async function probe(target: SiteTarget, { timeoutSeconds }: InspectionPlan, fetcher: Fetcher): Promise<Probed> {
  const visit = await fetcher.probe(target.url)
  const isOurs = fetcher.isMisdirected(visit) || (await fetcher.mayBeOurFault(visit))
  const verdict = isOurs ? 'failed-here' : verdictOf(visit, timeoutSeconds * 1000)
  return { target, verdict, seenAt: visit.seenAt, milliseconds: visit.milliseconds }
}

function verdictOf({ outcome, status = 0, milliseconds }: Visit, mostMs: number): ProbeVerdict {
  if (outcome === 'given-up') return 'failed-here'
  if (outcome !== 'answered') return 'failed'
  if (turnedAway.has(status)) return 'refused'
  return status < 400 && milliseconds < mostMs ? 'ok' : 'failed'
}
