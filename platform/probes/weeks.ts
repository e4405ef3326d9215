import type { Kysely } from 'kysely'
import { addDays, dayOf } from '#shared/domain/calendar'
import { officialAvailability } from '#shared/inspection/availability'
import { weekOf } from '#shared/inspection/site-availability'
import type { SiteShare } from '#shared/inspection/week-shares'
import type { Database } from '#platform/database/schema'
import { probedDaysOfAll } from './read-probes'

/** The weeks of all sites, which every console asks for: computed once in a while for all of them. */
export interface Weeks {
  /** Of every site that was probed in the week before today, whoever asks. */
  all(): Promise<readonly SiteShare[]>
}

interface Options {
  readonly db: Kysely<Database>
  readonly now: () => Date
}

/** Only whole days count, so what is late is the last probes of a day that has just ended. */
const keptMs = 5 * 60_000

export function createWeeks({ db, now }: Options): Weeks {
  let known: { readonly day: string; readonly until: number; readonly shares: Promise<SiteShare[]> } | null = null
  const forget = () => void (known = null)

  async function compute(today: string): Promise<SiteShare[]> {
    const bySite = await probedDaysOfAll(db, addDays(today, -officialAvailability.days), today)
    return [...bySite].map(([siteId, days]) => ({ siteId, ...weekOf(days, today, officialAvailability) }))
  }

  return {
    all() {
      const at = now().getTime()
      const day = dayOf(at)
      if (known?.day === day && at < known.until) return known.shares
      const shares = compute(day)
      known = { day, until: at + keptMs, shares }
      shares.catch(forget)
      return shares
    },
  }
}
