import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import { seePage } from '#shared/inspection/gather/see-page'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { harvestOf, type Harvest } from './harvest'

/** Turns what the network brought into what inspection knows of a page. Undefined: the visit brought no web page. */
export interface PageReading {
  /** Reads a page for everything that indicators ask. `today` gives dates without a year theirs. */
  see(visit: Visit, today: Day): Promise<SeenPage | undefined>
  /** Reads a page for its links only. */
  harvest(visit: Visit): Promise<Harvest | undefined>
  close(): Promise<void>
}

/** Reads in the thread that asks. */
export const readingHere: PageReading = {
  see: async (visit, today) => seePage(visit, today),
  harvest: async (visit) => harvestOf(visit),
  close: () => Promise.resolve(),
}
