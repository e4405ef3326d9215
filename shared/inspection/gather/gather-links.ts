import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import { isPageForFile } from '#shared/inspection/page/file-address'
import type { Frontier, FrontierLink } from '#shared/inspection/run/frontier'
import type { LinkChecker } from './link-checker'
import type { PageReading } from '#shared/inspection/read/page-reading'
import type { LinkResult, SeenPage } from './site-context'
import { drain } from './drain'

export interface LinkDeps {
  /** Pages below the first level are read from here; they are not kept. */
  readonly network: PageSource
  readonly reading: PageReading
  readonly frontier: Frontier
  readonly links: LinkChecker
  readonly onStep: (stage: 'links', done: number, total: number) => void
}

export interface CheckedLinks {
  readonly checked: number
  /** Those that are not sound, and files in whose place a page comes, with the pages they stand on. */
  readonly faulty: readonly LinkResult[]
}

interface Walk {
  readonly hosts: ReadonlySet<string>
  /** Pages that may still be read whole. */
  budget: number
}

/**
 * Goes through the site's frontier in the order its links were found: pages of the site above the plan's depth are read
 * and bring in their own links, everything else is looked at once.
 */
export async function gatherLinks(
  home: SeenPage,
  pagesRead: number,
  plan: InspectionPlan,
  deps: LinkDeps,
): Promise<CheckedLinks> {
  const { frontier, links } = deps
  const hosts = new Set([home.visit.url, home.visit.finalUrl].map((url) => new URL(url).host))
  const walk: Walk = { hosts, budget: plan.limits.pagesPerSite - pagesRead }
  const faulty: FrontierLink[] = []
  let checked = 0
  await drain(frontier, plan.limits.linksPerSite, async (link) => {
    if (link.level < plan.depth) await readOn(link, walk, deps)
    const { verdict, visit } = await links.check(link.url)
    if (verdict !== 'ok' || isPageForFile(link.url, visit?.contentType)) faulty.push(link)
    deps.onStep('links', ++checked, Math.max(checked, frontier.known))
  })
  faulty.sort((one, other) => one.id - other.id)
  const places = frontier.placesOf(faulty)
  const resultOf = async ({ id, url }: FrontierLink): Promise<LinkResult> => {
    const foundOn = places.get(id) ?? []
    return { url, ...(await links.check(url)), isOnHome: foundOn.includes(home.visit.finalUrl), foundOn }
  }
  return { checked, faulty: await Promise.all(faulty.map(resultOf)) }
}

/** Reads a page of the site whole, for its links. */
async function readOn({ url, level, chain }: FrontierLink, walk: Walk, deps: LinkDeps): Promise<void> {
  const { frontier, links, network, reading } = deps
  if (walk.budget <= 0 || !walk.hosts.has(new URL(url).host) || frontier.isHarvested(url)) return
  walk.budget -= 1
  const visit = await network.page(url)
  const harvest = walk.hosts.has(new URL(visit.finalUrl).host) ? await reading.harvest(visit) : undefined
  frontier.add({ url, place: visit.finalUrl, links: harvest?.links ?? [], level, chain })
  if (harvest === undefined) walk.budget += 1
  await links.judgeVisited(visit, harvest?.title)
}
