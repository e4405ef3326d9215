import type { Ipv6State } from './ipv6'
import type { SearchTrial } from './try-search'
import type { LinkResult, SeenPage } from './site-context'

/** What was gathered for single indicators. Each part says by itself what could not be known. */
export interface Extras {
  /** Pages below service columns: guides 办事指南 among them. */
  readonly guides: readonly SeenPage[]
  /** Files that guides offer: forms and samples. */
  readonly guideFiles: readonly LinkResult[]
  /** Pages below columns of public messages 留言. */
  readonly messages: readonly SeenPage[]
  readonly ipv6: Ipv6State
  readonly search: SearchTrial
}
