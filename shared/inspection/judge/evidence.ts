import type { Evidence } from '#shared/contract/finding'
import type { SeenPage, VisitRecord } from '#shared/inspection/gather/site-context'

const excerptLength = 300

/** Evidence of a visit, whether it brought a page or not. */
export const evidenceOfVisit = (visit: VisitRecord): Evidence => ({
  seenAt: visit.seenAt.toISOString(),
  finalUrl: visit.finalUrl,
  milliseconds: visit.milliseconds,
  ...(visit.status === undefined ? {} : { status: visit.status }),
})

/** Evidence of a page that was read and judged. */
export const evidenceOfPage = (seen: SeenPage): Evidence => ({
  ...evidenceOfVisit(seen.visit),
  bodyHash: seen.bodyHash,
})

export const excerpt = (text: string): string =>
  text.length <= excerptLength ? text : `${text.slice(0, excerptLength - 1)}…`
