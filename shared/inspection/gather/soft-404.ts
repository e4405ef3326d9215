import { createHash } from 'node:crypto'
import type { Page } from '#shared/inspection/page/page'
import type { VisitRecord } from './site-context'

/** Below this share of common text two pages are different pages (a threshold of 0.94 is known to misfire). */
const sameText = 0.95
const tooShortToTell = 4
const gram = 3

/** What a page says apart from its frame and from the address it was asked by. */
export interface PageText {
  readonly title: string
  readonly grams: ReadonlySet<string>
  /** Where the page itself sends the browser on to, by a tag or a script. */
  readonly sentTo: string | undefined
}

/** How a host answers for an address that does not exist. */
export type BogusAnswer =
  { readonly isHonest: true } | { readonly isHonest: false; readonly visit: VisitRecord; readonly text: PageText }

/** An address in the same folder and of the same form that nobody ever published. */
export function bogusUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  const folder = /^\/[^/]+\//.exec(pathname)?.[0] ?? '/'
  const ending = pathname.endsWith('/') && pathname !== '/' ? '/' : (/\.[a-z0-9]{1,5}$/i.exec(pathname)?.[0] ?? '')
  const name = createHash('sha256')
    .update(folder + ending)
    .digest('hex')
    .slice(0, 16)
  return `${origin}${folder}zq${name}${ending}`
}

/** Text beyond this is there to be read, whatever a script on the page does with `location`. */
const longestSendOn = 100
const scriptedSendOn = /location(?:\.href)?\s*(?:=|\.replace\()\s*['"]([^'"]{1,500})['"]/

const sentTo = (page: Page, html: string): string | undefined =>
  page.refreshTo ?? (page.mainText.length > longestSendOn ? undefined : scriptedSendOn.exec(html)?.[1])

export function pageText(page: Page, askedBy: string, html = ''): PageText {
  const said = withoutAddress(page.mainText, askedBy)
  const grams = new Set<string>()
  for (let at = 0; at + gram <= said.length; at += 1) grams.add(said.slice(at, at + gram))
  return { title: withoutAddress(page.title, askedBy), grams, sentTo: sentTo(page, html) }
}

/** True where a page says the same as another under the same title, or sends a reader to the same place. */
export function saysTheSame(one: PageText, other: PageText): boolean {
  if (one.sentTo !== undefined && one.sentTo === other.sentTo) return true
  if (one.title !== other.title || one.grams.size < tooShortToTell || other.grams.size < tooShortToTell) return false
  const common = [...one.grams].filter((piece) => other.grams.has(piece)).length
  return (2 * common) / (one.grams.size + other.grams.size) >= sameText
}

/** True where both were sent on to one and the same third page: what is missing is answered with it. */
export const endsWhereBogusEnds = (visit: VisitRecord, bogus: VisitRecord): boolean =>
  bogus.redirects.length > 0 && visit.redirects.length > 0 && visit.finalUrl === bogus.finalUrl

/** Error pages like to repeat the address: its parts, times and numbers make no difference. */
function withoutAddress(text: string, url: string): string {
  const parts = new URL(url).pathname.split(/[/.]/).filter((part) => part.length > 2)
  return [url, ...parts].reduce((rest, part) => rest.replaceAll(part, ''), text).replace(/[\d\s:/.-]+/g, '')
}
