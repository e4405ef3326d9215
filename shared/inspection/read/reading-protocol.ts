import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import type { Harvest } from './harvest'

/** Sent to a reading thread. Headers and the like stay behind: only what is read travels. */
export interface ReadingRequest {
  readonly number: number
  readonly visit: Visit
  /** Set where everything of the page is asked for, not its links alone. */
  readonly today?: Day
}

/** Sent back, in the order of the requests. */
export interface ReadingReply {
  readonly number: number
  readonly seen?: SeenPage | undefined
  readonly harvest?: Harvest | undefined
}
