import type { Store } from '#core/store/store'
import type { SiteResult } from '#shared/contract/inspection-run'
import type { HealthPicture } from '#shared/contract/pictures'
import { addDays } from '#shared/domain/calendar'
import { resultsByDay } from './site-results'

/** Every site on the last so many days up to `until`, oldest day first. */
export function healthPicture(store: Store, until: string, count: number): HealthPicture {
  const days = Array.from({ length: count }, (_, index) => addDays(until, index - count + 1))
  const from = days[0] ?? until
  const results = resultsByDay(store, from, until)
  const gravest = gravestFindings(store, from, until)
  const cellOf = (siteId: string, day: string) =>
    cell(results.get(day)?.get(siteId), gravest.get(`${siteId} ${day}`) ?? 0)
  const sites = store.all<{ siteId: string; name: string; code: string; regionCode: string }>(
    `SELECT id AS siteId, "name" AS name, "code" AS code, "regionCode" AS regionCode FROM row_site
     WHERE "state" NOT IN ('applying', 'building', 'migrated', 'closed') ORDER BY "code"`,
  )
  return {
    days,
    sites: sites.map((site) => ({ ...site, cells: days.map((day) => cellOf(site.siteId, day)).join('') })),
  }
}

function cell(results: readonly SiteResult[] | undefined, gravity: number): string {
  const seen = results?.filter(({ failedHere }) => !failedHere) ?? []
  if (seen.length === 0) return results ? 'i' : '.'
  if (!seen.some(({ reachable }) => reachable)) return 'u'
  if (gravity > 0) return String(gravity)
  return seen.some(({ reachable, complete }) => reachable && complete !== false) ? '0' : 'i'
}

/** What was judged a false alarm does not count; a duplicate is still a fault of the site. */
function gravestFindings(store: Store, from: string, until: string): ReadonlyMap<string, number> {
  const rows = store.all<{ place: string; gravity: number }>(
    `SELECT "siteId" || ' ' || "day" AS place, max("gravity") AS gravity FROM row_finding
     WHERE "day" BETWEEN ? AND ? AND "state" <> 'false_positive' GROUP BY "day", "siteId"`,
    from,
    until,
  )
  return new Map(rows.map(({ place, gravity }) => [place, gravity]))
}
