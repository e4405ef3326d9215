import type { Visit } from '#shared/inspection/fetch/visit'
import { isWebPage } from '#shared/inspection/gather/see-page'
import { markupOf, titleIn } from '#shared/inspection/page/charset'
import { linksOf } from '#shared/inspection/page/page-links'
import { sm3Hex } from '#shared/signing/sm3'

/** What a page brings that is read for its links only. */
export interface Harvest {
  readonly title: string
  /** Addresses, each once. */
  readonly links: readonly string[]
  /** SM3 of the body, lower-case hex. */
  readonly bodyHash: string
}

/** Undefined where the visit brought no web page. */
export function harvestOf(visit: Visit): Harvest | undefined {
  const { body, contentType, finalUrl } = visit
  if (body === undefined || !isWebPage(visit)) return undefined
  const markup = markupOf(body, contentType)
  return { title: titleIn(markup), links: linksOf(markup.ascii, markup.charset, finalUrl), bodyHash: sm3Hex(body) }
}
