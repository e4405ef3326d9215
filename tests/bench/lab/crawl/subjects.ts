import path from 'node:path'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { bareFloor } from './floor'
import { brokenLinkChecker, linkChecker, linkinator } from './peers'

/** What a subject saw of the farm. */
export interface Crawled {
  /** Pages read whole; of peers that don't tell, 0. */
  readonly pages: number
  readonly urls: number
  readonly dead: number
}

/** `folder`: for proof of faults, or where the peers are installed. */
type Subject = (home: string, parallel: number, folder: string) => Promise<Crawled>

/** Every indicator on, the proof of each fault written and hashed, whatever is on the host asked once. */
async function ours(home: string, parallel: number, folder: string): Promise<Crawled> {
  const plan = mergePlan({
    depth: 50,
    perHost: { requestsPerSecond: 10_000, parallel, giveUpAfter: 100_000 },
    limits: { pagesPerSite: 100_000, linksPerSite: 1_000_000 },
  })
  const deps = {
    now: () => new Date(),
    signal: new AbortController().signal,
    evidence: new EvidenceFolder(path.join(folder, 'evidence')),
  }
  const [site] = await inspectSites([{ url: home }], plan, deps)
  const dead = site?.faultyLinks.filter(({ verdict }) => verdict === 'dead').length ?? 0
  return { pages: site?.pages ?? 0, urls: site?.links ?? 0, dead }
}

export const subjects = { floor: bareFloor, ours, linkinator, brokenLinkChecker, linkChecker } satisfies Record<
  string,
  Subject
>
export type SubjectName = keyof typeof subjects
