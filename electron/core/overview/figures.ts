import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'
import { dayOf } from '#shared/domain/calendar'
import { inspectedDays, siteHealth } from './days'

type Figures = Output<DeskCalls['overview.figures']>
type Counts = Figures['sites']

const counts = (store: Store, sql: string): Counts =>
  store.all<{ value: string | null; count: number }>(sql).map(({ value, count }) => ({ value, count }))

const count = (store: Store, sql: string, ...values: string[]): number =>
  store.get<{ count: number }>(sql, ...values)?.count ?? 0

/** Everything the overview shows, as of an instant of platform time. */
export function figuresAt(store: Store, at: string): Figures {
  const today = dayOf(at)
  const days = inspectedDays(store)
  return {
    sites: counts(store, 'SELECT "state" AS value, count(*) AS count FROM row_site GROUP BY 1 ORDER BY 2 DESC'),
    waitingReviews: counts(
      store,
      `SELECT "stage" AS value, count(*) AS count FROM row_reviewTask WHERE "state" = 'waiting' GROUP BY 1`,
    ),
    overdueReviews: count(
      store,
      `SELECT count(*) AS count FROM row_reviewTask WHERE "state" = 'waiting' AND "dueAt" < ?`,
      at,
    ),
    openFindings: counts(
      store,
      `SELECT "severity" AS value, count(*) AS count FROM row_finding WHERE "state" = 'open' GROUP BY 1`,
    ),
    ordersOpen: count(store, `SELECT count(*) AS count FROM row_rectificationOrder WHERE "state" <> 'closed'`),
    ordersOverdue: count(
      store,
      `SELECT count(*) AS count FROM row_rectificationOrder WHERE "state" = 'issued' AND "dueOn" < ?`,
      today,
    ),
    ...columnFigures(store, today),
    openHits: counts(
      store,
      `SELECT "severity" AS value, count(*) AS count FROM row_hit WHERE "state" = 'open' GROUP BY 1`,
    ),
    today: todayFigures(store, today),
    days,
    health: siteHealth(
      store,
      days.map(({ day }) => day),
    ),
    freshness: freshness(store, today),
  }
}

function columnFigures(store: Store, today: string): Pick<Figures, 'staleColumns' | 'emptyColumns' | 'columns'> {
  return {
    staleColumns: count(
      store,
      `SELECT count(*) AS count FROM row_column WHERE "dueOn" < ? AND "state" = 'open'`,
      today,
    ),
    emptyColumns: count(
      store,
      `SELECT count(*) AS count FROM row_column WHERE "articleCount" = 0 AND "state" = 'open'`,
    ),
    columns: count(store, 'SELECT count(*) AS count FROM row_column'),
  }
}

function todayFigures(store: Store, day: string): Figures['today'] {
  const row = store.get<{ state: Figures['today']['state'] }>(
    'SELECT "state" AS state FROM row_inspectionDay WHERE "day" = ?',
    day,
  )
  return {
    day,
    state: row?.state ?? 'planned',
    inspectedSites: count(
      store,
      `SELECT count(DISTINCT s.value ->> '$.siteId') AS count
       FROM row_inspectionRun r, json_each(r.body, '$.sites') s WHERE r."day" = ?`,
      day,
    ),
    findings: count(store, 'SELECT count(*) AS count FROM row_finding WHERE "day" = ?', day),
  }
}

/** Days since the last update up to which a column falls into each bucket; then those beyond, then those never updated. */
export const freshnessBounds = [7, 14, 30, 90, 180, 365] as const

function freshness(store: Store, today: string): Figures['freshness'] {
  const buckets = freshnessBounds.map((days, index) => {
    const above = index === 0 ? '' : ` AND age > ${freshnessBounds[index - 1]}`
    return `coalesce(sum(age <= ${days}${above}), 0) AS b${index}`
  })
  const last = freshnessBounds.at(-1) ?? 0
  const rows = store.all<Record<string, string | number>>(
    `SELECT "type" AS type, ${buckets.join(', ')}, coalesce(sum(age > ${last}), 0) AS older, sum(age IS NULL) AS never
     FROM (SELECT "type", julianday(?) - julianday("lastUpdatedOn") AS age FROM row_column WHERE "state" = 'open')
     GROUP BY "type" ORDER BY "type"`,
    today,
  )
  return rows.map((row) => ({
    type: String(row.type),
    buckets: [...freshnessBounds.map((_, index) => Number(row[`b${index}`])), Number(row.older), Number(row.never)],
  }))
}
