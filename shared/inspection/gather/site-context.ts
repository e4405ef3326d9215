import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { DecodedText } from '#shared/inspection/page/charset'
import type { Page } from '#shared/inspection/page/page'
import type { ColumnTarget, SiteTarget } from '#shared/inspection/target'
import type { Extras } from './extras'

/** A visit without its body: bodies are judged once and let go. */
export type VisitRecord = Omit<Visit, 'body'>

export type PageKind = 'home' | 'column' | 'article' | 'other'

/** A page that was read whole. */
export interface SeenPage {
  readonly kind: PageKind
  readonly visit: VisitRecord
  readonly page: Page
  readonly charset: Omit<DecodedText, 'text'>
  /** SM3 of the body, lower-case hex. */
  readonly bodyHash: string
  /** The registry's entry, where the page is a registered column. */
  readonly column?: ColumnTarget
}

/** `failed-here` is no statement about the link; the others are what evidence calls them. */
export type LinkVerdict = 'ok' | 'dead' | 'uncertain' | 'soft-404' | 'danger' | 'failed-here'

export interface LinkResult {
  readonly url: string
  readonly verdict: LinkVerdict
  readonly visit: VisitRecord | undefined
  readonly isOnHome: boolean
  /** Pages on which the link stands, at most 20. */
  readonly foundOn: readonly string[]
}

/** Everything gathered of one site; indicators compute from it alone. */
export interface SiteContext {
  readonly target: SiteTarget
  readonly plan: InspectionPlan
  readonly today: Day
  readonly homeVisit: VisitRecord
  /** Undefined where the home page is not reachable or not a web page. */
  readonly home: SeenPage | undefined
  readonly columns: readonly SeenPage[]
  readonly articles: readonly SeenPage[]
  readonly links: readonly LinkResult[]
  /** What some indicators need beyond pages and links; undefined where the plan's depth does not go that far. */
  readonly extras?: Extras
}
