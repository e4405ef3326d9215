import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { dayOf } from '#shared/domain/calendar'
import type { EvidenceKeeper } from '#shared/inspection/evidence/evidence-folder'
import { Fetcher } from '#shared/inspection/fetch/fetcher'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import { LinkChecker } from '#shared/inspection/gather/link-checker'
import type { SharedLinks } from '#shared/inspection/gather/shared-links'
import { linkThresholds, slowThresholds } from '#shared/inspection/judge/gathering-thresholds'
import { Answers } from '#shared/inspection/run/answers'
import { ConditionalPages } from '#shared/inspection/known/conditions'
import type { PageMemory } from '#shared/inspection/known/known-page'
import { KnownReading } from '#shared/inspection/known/known-reading'
import type { PageReading } from '#shared/inspection/read/page-reading'
import { ReadingThreads } from '#shared/inspection/read/reading-threads'
import { claimRun } from '#shared/inspection/run/open-run'
import { RememberedPages } from '#shared/inspection/run/remembered-pages'
import { RunFile } from '#shared/inspection/run/run-file'
import { keepMemorySteady } from '#shared/inspection/run/steady-memory'
import { thresholdsOf } from './indicator'
import type { SiteInspection } from './site-inspection'
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
  /** The caller's file, left open, to go on in after a kill; by default the run is kept until it ends. */
  readonly file?: RunFile
  /** Results are handed to `onProgress` alone and stay in the file: memory then does not grow with what was found. */
  readonly isReturningNothing?: true
  /** Where the proof of findings goes; by default nothing is kept. */
  readonly evidence?: EvidenceKeeper
  /** A fetcher of the caller's, made of the same plan, and left open; by default one is made for the run and closed. */
  readonly fetcher?: Fetcher
  /** Cores that read pages beside the one that asks the network; by default all others. */
  readonly readingThreads?: number
  /** Pages of earlier runs, left open: what did not change since is not read again. */
  readonly memory?: PageMemory
  /** Verdicts on links to others, shared with other processes at the same run. */
  readonly sharedLinks?: SharedLinks
}

/** What all sites of a run share. */
export interface Run {
  readonly targets: readonly SiteTarget[]
  readonly plan: InspectionPlan
  readonly deps: InspectionDeps
  readonly file: RunFile
  readonly network: PageSource
  /** The same for pages that are read for everything, and for their links alone. */
  readonly wholePages: PageSource
  readonly linkPages: PageSource
  readonly reading: PageReading
  readonly answers: Answers
  readonly links: LinkChecker
  readonly slowSeconds: number
  readonly recheck: Recheck
  /** Sites, by their place, whose home page opened. */
  readonly isHomeSeen: Set<number>
}

type Recheck = NonNullable<InspectionPlan['perHost']['recheck']>

const usualRecheck: Recheck = { afterSeconds: 20, requestsPerSecond: 1 }
/** Second looks a host gets in a row without answering one. */
const patienceOfRecheck = 2

export async function withRun<T>(
  targets: readonly SiteTarget[],
  plan: InspectionPlan,
  deps: InspectionDeps,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  keepMemorySteady()
  const file = deps.file ?? RunFile.temporary()
  const recheck = plan.perHost.recheck ?? usualRecheck
  const network = deps.fetcher ?? new Fetcher(plan, deps)
  const threads = new ReadingThreads(deps.readingThreads)
  const { reading, wholePages, linkPages } = remembering(network, threads, deps)
  const patient = new Fetcher({ ...plan, perHost: slowly(recheck) }, deps)
  try {
    claimRun(file, { targets, plan })
    const answers = new Answers(file)
    const madeUp = new RememberedPages(network, file)
    const { evidence, memory } = deps
    const sources = { network, patient, madeUp, answers, evidence, memory, shared: sharedOf(targets, deps) }
    const rules = thresholdsOf(plan, 'D20', linkThresholds)
    const links = new LinkChecker(sources, rules, () => dayOf(deps.now().getTime()))
    const slowSeconds = thresholdsOf(plan, 'G13', slowThresholds).seconds
    const shared = {
      targets,
      plan,
      deps,
      file,
      network,
      wholePages,
      linkPages,
      reading,
      answers,
      links,
      slowSeconds,
      recheck,
    }
    return await work({ ...shared, isHomeSeen: new Set() })
  } finally {
    await Promise.all([patient.close(), threads.close(), ...(deps.fetcher === undefined ? [network.close()] : [])])
    if (deps.file === undefined) file.close()
  }
}

const sharedOf = (targets: readonly SiteTarget[], { sharedLinks }: InspectionDeps) =>
  sharedLinks && { links: sharedLinks, ownHosts: new Set(targets.map(({ url }) => new URL(url).host)) }

/** Sources and reading that know the pages of earlier runs, where there is a memory of them. */
function remembering(
  network: PageSource,
  reading: PageReading,
  { memory, now }: InspectionDeps,
): Pick<Run, 'wholePages' | 'linkPages' | 'reading'> {
  if (memory === undefined) return { wholePages: network, linkPages: network, reading }
  return {
    wholePages: new ConditionalPages(network, memory, 'seen', now),
    linkPages: new ConditionalPages(network, memory, 'harvest', now),
    reading: new KnownReading(reading, memory),
  }
}

const slowly = ({ requestsPerSecond }: Recheck): InspectionPlan['perHost'] => ({
  requestsPerSecond,
  parallel: 1,
  giveUpAfter: patienceOfRecheck,
})
