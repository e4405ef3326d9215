import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { InspectionRun } from '#shared/contract/inspection-run'

type Figures = Output<DeskCalls['overview.figures']>

const shownDays = 14
const shownSites = 40

/** Sites that were looked at on each of the last inspected days, oldest day first, and whether each was reached. */
export type Inspected = ReadonlyMap<string, ReadonlyMap<string, boolean>>

export function inspectedSites(store: Store): Inspected {
  const runs = store.all<{ body: string }>(
    `SELECT body FROM row_inspectionRun WHERE "day" IN (
       SELECT DISTINCT "day" FROM row_inspectionRun ORDER BY "day" DESC LIMIT ${shownDays}) ORDER BY "day"`,
  )
  const days = new Map<string, Map<string, boolean>>()
  for (const { body } of runs) {
    const { day, sites } = JSON.parse(body) as InspectionRun
    const seen = days.get(day) ?? new Map<string, boolean>()
    days.set(day, seen)
    for (const { siteId, reachable, failedHere } of sites)
      if (!failedHere) seen.set(siteId, reachable || (seen.get(siteId) ?? false))
  }
  return days
}

/** The inspected days in figures. */
export function dayFigures(store: Store, inspected: Inspected): Figures['days'] {
  const findings = new Map(
    store
      .all<{ day: string; count: number }>('SELECT "day" AS day, count(*) AS count FROM row_finding GROUP BY 1')
      .map(({ day, count }) => [day, count]),
  )
  const signed = new Set(
    store
      .all<{ day: string }>(`SELECT "day" AS day FROM row_inspectionDay WHERE "state" = 'signed'`)
      .map(({ day }) => day),
  )
  return [...inspected].map(([day, sites]) => ({
    day,
    findings: findings.get(day) ?? 0,
    sites: sites.size,
    unreachable: [...sites.values()].filter((isReached) => !isReached).length,
    signed: signed.has(day),
  }))
}

/** The gravest standing finding of each site on each day: 0 none … 3 veto; the sites with most trouble first. */
export function siteHealth(store: Store, inspected: Inspected): Figures['health'] {
  const gravest = gravestFindings(store, [...inspected.keys()])
  const levelOn = (siteId: string, day: string): number | null =>
    inspected.get(day)?.has(siteId) ? (gravest.get(`${siteId} ${day}`) ?? 0) : null
  const siteIds = new Set([...inspected.values()].flatMap((sites) => [...sites.keys()]))
  return [...siteIds]
    .map((siteId) => ({ siteId, levels: [...inspected.keys()].map((day) => levelOn(siteId, day)) }))
    .sort((a, b) => trouble(b.levels) - trouble(a.levels) || (a.siteId < b.siteId ? -1 : 1))
    .slice(0, shownSites)
    .flatMap(({ siteId, levels }) => {
      const site = store.get<{ name: string }>('SELECT "name" AS name FROM row_site WHERE id = ?', siteId)
      return site ? [{ siteId, name: site.name, levels }] : []
    })
}

const trouble = (levels: readonly (number | null)[]) =>
  levels.reduce<number>((sum, level) => sum + (level ?? 0) ** 2, 0)

function gravestFindings(store: Store, days: readonly string[]): Map<string, number> {
  const rows = store.all<{ place: string; level: number }>(
    `SELECT "siteId" || ' ' || "day" AS place, max("gravity") AS level FROM row_finding
     WHERE "day" IN (SELECT value FROM json_each(?)) AND "state" <> 'false_positive' GROUP BY 1`,
    JSON.stringify(days),
  )
  return new Map(rows.map(({ place, level }) => [place, level]))
}
