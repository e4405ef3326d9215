import type { SiteProgress as SiteStep } from '#shared/inspection/inspect-sites'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { InspectionProgress } from '#shared/contract/desk'

type SiteProgress = InspectionProgress['sites'][number]

/** How far a run has come, site by site. */
export interface RunProgress {
  step(step: SiteStep): void
  /** Sites that had not finished are cancelled. */
  stop(): void
  finished(): readonly SiteInspection[]
  now(state: InspectionProgress['state'], problem: string | null): InspectionProgress
}

export const idle: InspectionProgress = {
  runId: null,
  state: 'idle',
  done: 0,
  total: 0,
  etaMs: null,
  sites: [],
  problem: null,
}

export function createRunProgress(runId: string, siteIds: readonly string[], clock: () => number): RunProgress {
  const startedAt = clock()
  const inspections: SiteInspection[] = []
  const sites = new Map<string, SiteProgress>(
    siteIds.map((siteId) => [siteId, { siteId, state: 'waiting', pages: 0, links: 0, findings: 0 }]),
  )

  function step({ target: { siteId = '' }, stage, done, inspection }: SiteStep): void {
    const site = sites.get(siteId)
    if (!site) return
    if (inspection) {
      inspections.push(inspection)
      sites.set(siteId, finishedSite(siteId, inspection))
    } else {
      const counted = stage === 'links' ? { links: done } : stage === 'pages' ? { pages: done } : {}
      sites.set(siteId, { ...site, state: 'running', ...counted })
    }
  }

  return {
    step,
    stop() {
      for (const [siteId, site] of sites) {
        if (site.state === 'waiting' || site.state === 'running') sites.set(siteId, { ...site, state: 'cancelled' })
      }
    },
    finished: () => inspections,
    now(state, problem) {
      const [done, total] = [inspections.length, sites.size]
      const isKnown = state === 'running' && done > 0
      const etaMs = isKnown ? Math.round(((clock() - startedAt) / done) * (total - done)) : null
      return { runId, state, done, total, etaMs, sites: [...sites.values()], problem }
    },
  }
}

function finishedSite(siteId: string, { failure, isReachable, pages, links, findings }: SiteInspection): SiteProgress {
  const state = failure !== undefined ? 'failed-here' : isReachable ? 'done' : 'unreachable'
  return { siteId, state, pages, links, findings: findings.length }
}
