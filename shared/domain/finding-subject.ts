import type { ObservedFinding } from '#shared/contract/finding'
import subjects from './finding-subjects.json'

type Told = Pick<ObservedFinding, 'indicator' | 'severity' | 'url' | 'detail'>

/** A fact ends where its particulars begin: “首页无法访问：连接中断” is the same fault as “首页无法访问：超时”. */
const particulars = /[：，；（(]/
const quoted = /“[^”]*”|《[^》]*》/g

/** The part of a finding's words that says what is wrong, names in quotation marks included. */
export function leadOf(detail: string): string {
  // Marks inside a name end nothing, so names are blanked at their length before the end is looked for.
  const end = detail.replace(quoted, (name) => '“'.repeat(name.length)).search(particulars)
  return (end < 0 ? detail : detail.slice(0, end)).trim()
}

/** Figures rise from day to day; the fault stays the same. */
const withoutFigures = (text: string): string => text.replace(/\d+(?:[.,:/-]\d+)*/g, '#')

/** `http` and `https`, letter case of the host and a fragment make no other address. */
export const addressOf = (url: string): string =>
  url.replace(/#.*$/, '').replace(/^[a-z]+:\/\/([^/?]*)/i, (_, host: string) => `//${host.toLowerCase()}`)

/** Host of an address, empty where it has none. */
export const hostOf = (url: string): string =>
  (/^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#:]*)/i.exec(url)?.[1] ?? '').toLowerCase()

/** Indicators whose address is the target of a link, which may be on any site. */
export const isLinkIndicator = (indicator: string): boolean => subjects.address.includes(indicator)

/**
 * What a finding is about, apart from its site. Which part of it tells depends on the indicator: of a faulty link the
 * address alone; where pages are examples the words alone; where a second fault must never pass for the first, all of it.
 */
export function subjectOf({ indicator, severity, url, detail }: Told): string {
  const about = isLinkIndicator(indicator)
    ? addressOf(url)
    : subjects.wording.includes(indicator)
      ? withoutFigures(leadOf(detail))
      : subjects.whole.includes(indicator)
        ? `${addressOf(url)} ${withoutFigures(detail)}`
        : `${addressOf(url)} ${withoutFigures(leadOf(detail))}`
  // A link that might be dead and one that is for certain are two facts.
  return `${indicator} ${severity} ${about}`
}

/** The same id for the same fault of the same site on every day. */
export const identityOf = (siteId: string, finding: Told, idFrom: (...words: readonly string[]) => string): string =>
  idFrom('finding-identity', siteId, subjectOf(finding))

/** The words of a fault that sites share: without the names and figures that differ between them. */
export const sharedWords = (detail: string): string => withoutFigures(leadOf(detail)).replace(quoted, '“…”')
