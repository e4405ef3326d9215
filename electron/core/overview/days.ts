import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'

type Figures = Output<DeskCalls['overview.figures']>

const shownDays = 14
const shownSites = 40

/** The last inspected days, oldest first. */
export const inspectedDays = (store: Store): Figures['days'] =>
  store
    .all<{ day: string; findings: number; sites: number; unreachable: number; signed: number }>(
      `WITH shown AS (SELECT "day" FROM row_inspectionRun GROUP BY "day" ORDER BY "day" DESC LIMIT ${shownDays}),
         reached AS (
           SELECT r."day", s.value ->> '$.siteId' AS site, max(s.value ->> '$.reachable') AS reachable
           FROM shown JOIN row_inspectionRun r ON r."day" = shown."day", json_each(r.body, '$.sites') s
           WHERE NOT (s.value ->> '$.failedHere') GROUP BY 1, 2)
       SELECT shown."day" AS day,
         (SELECT count(*) FROM row_finding f WHERE f."day" = shown."day") AS findings,
         (SELECT count(*) FROM reached WHERE reached."day" = shown."day") AS sites,
         (SELECT count(*) FROM reached WHERE reached."day" = shown."day" AND NOT reachable) AS unreachable,
         EXISTS (SELECT 1 FROM row_inspectionDay d WHERE d."day" = shown."day" AND d."state" = 'signed') AS signed
       FROM shown ORDER BY 1`,
    )
    .map(({ day, findings, sites, unreachable, signed }) => ({
      day,
      findings,
      sites,
      unreachable,
      signed: signed === 1,
    }))

interface Level {
  readonly siteId: string
  readonly name: string
  readonly day: string
  readonly level: number
}

/** The gravest standing finding of each site on each day: 0 none … 3 veto; the sites with most trouble first. */
export function siteHealth(store: Store, days: readonly string[]): Figures['health'] {
  const levels = store.all<Level>(
    `WITH inspected AS (
       SELECT DISTINCT s.value ->> '$.siteId' AS siteId, r."day" AS day
       FROM row_inspectionRun r, json_each(r.body, '$.sites') s
       WHERE r."day" IN (SELECT value FROM json_each(?)) AND NOT (s.value ->> '$.failedHere')),
     gravest AS (
       SELECT "siteId", "day", max("gravity") AS level FROM row_finding
       WHERE "day" IN (SELECT value FROM json_each(?)) AND "state" NOT IN ('false_positive', 'duplicate') GROUP BY 1, 2),
     judged AS (
       SELECT i.siteId, i.day, coalesce(g.level, 0) AS level
       FROM inspected i LEFT JOIN gravest g ON g."siteId" = i.siteId AND g."day" = i.day),
     worst AS (SELECT siteId, sum(level * level) AS trouble FROM judged GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${shownSites})
     SELECT j.siteId AS siteId, s."name" AS name, j.day AS day, j.level AS level
     FROM worst w JOIN judged j ON j.siteId = w.siteId JOIN row_site s ON s.id = w.siteId
     ORDER BY w.trouble DESC, w.siteId`,
    JSON.stringify(days),
    JSON.stringify(days),
  )
  const sites = new Map<string, { name: string; byDay: Map<string, number> }>()
  for (const { siteId, name, day, level } of levels) {
    const site = sites.get(siteId) ?? { name, byDay: new Map<string, number>() }
    sites.set(siteId, site)
    site.byDay.set(day, level)
  }
  return [...sites].map(([siteId, { name, byDay }]) => ({
    siteId,
    name,
    levels: days.map((day) => byDay.get(day) ?? null),
  }))
}
