import { chance } from '#platform/demo/chance'
import { placesOf } from '#platform/demo/defects'

/** How a demo site answers wrongly on purpose; all empty for a clean one. */
export interface SiteFaults {
  readonly isDown: boolean
  /** Milliseconds that the home page keeps a reader waiting. */
  readonly delay: number
  readonly isHomeStale: boolean
  /** Addresses of pages that carry a link to nowhere. */
  readonly brokenOn: readonly string[]
  readonly missingFooter: readonly string[]
  readonly missingMeta: readonly string[]
  readonly shownCode: string | null
  readonly answersEverything: boolean
  /** The declared character set and the one that is sent. */
  readonly declared: Charset
  readonly sent: Charset
}

export type Charset = 'utf-8' | 'gb18030'

const slowDelay = 3_700
const unansweringDelay = 16_000

/** Three sites in twenty still use the national encoding, properly declared. */
const charsetOf = (domain: string): Charset => (chance('charset', domain) % 20 < 3 ? 'gb18030' : 'utf-8')

export function faultsOf(domain: string): SiteFaults {
  const isSlow = placesOf(domain, 'slow').length > 0
  const isUnanswering = placesOf(domain, 'unanswering').length > 0
  const isMisdeclared = placesOf(domain, 'wrong-charset').length > 0
  return {
    isDown: placesOf(domain, 'down').length > 0,
    delay: isUnanswering ? unansweringDelay : isSlow ? slowDelay : 0,
    isHomeStale: placesOf(domain, 'stale-home').length > 0,
    brokenOn: [...placesOf(domain, 'broken-links'), ...placesOf(domain, 'soft-404')],
    missingFooter: placesOf(domain, 'missing-footer'),
    missingMeta: placesOf(domain, 'missing-meta'),
    shownCode: placesOf(domain, 'wrong-site-code')[0] ?? null,
    answersEverything: placesOf(domain, 'soft-404').length > 0,
    declared: isMisdeclared ? 'utf-8' : charsetOf(domain),
    sent: isMisdeclared ? 'gb18030' : charsetOf(domain),
  }
}
