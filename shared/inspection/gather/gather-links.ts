import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { LinkChecker } from './link-checker'
import type { LinkResult, SeenPage } from './site-context'

const foundOnLimit = 20

export interface LinkDeps {
  readonly links: LinkChecker
  readonly onStep: (stage: 'links', done: number, total: number) => void
}

/** Checks every link of the home page and of the given pages, each once, and says on which pages it stands. */
export async function gatherLinks(
  home: SeenPage,
  pages: readonly SeenPage[],
  plan: InspectionPlan,
  deps: LinkDeps,
): Promise<LinkResult[]> {
  const places = placesOfLinks([home, ...pages])
  const chosen = [...places].slice(0, plan.limits.linksPerSite)
  let done = 0
  return await Promise.all(
    chosen.map(async ([url, foundOn]) => {
      const { verdict, visit } = await deps.links.check(url)
      deps.onStep('links', ++done, chosen.length)
      const isOnHome = foundOn.has(home.visit.finalUrl)
      return { url, verdict, visit, isOnHome, foundOn: [...foundOn].slice(0, foundOnLimit) }
    }),
  )
}

/** Links of the home page come first, so that a limit cuts off what matters least. */
function placesOfLinks(pages: readonly SeenPage[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>()
  for (const { page, visit } of pages) {
    for (const { url } of page.links) {
      const on = places.get(url) ?? new Set()
      places.set(url, on.add(visit.finalUrl))
    }
  }
  return places
}
