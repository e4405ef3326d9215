import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'
import { dayOf } from '#shared/domain/calendar'
import { overStates, withSiteStates } from '#shared/domain/supervision'
import { dayFigures, inspectedSites, siteHealth, type Inspected } from './days'
import { freshness } from './freshness'

type Figures = Output<DeskCalls['overview.figures']>
type Counts = Figures['sites']

const counts = (store: Store, sql: string): Counts =>
  store.all<{ value: string | null; count: number }>(sql).map(({ value, count }) => ({ value, count }))

const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ')
const [over, withSite] = [listed(overStates), listed(withSiteStates)]

const count = (store: Store, sql: string, ...values: string[]): number =>
  store.get<{ count: number }>(sql, ...values)?.count ?? 0

/** Everything the overview shows, as of an instant of platform time. */
export function figuresAt(store: Store, at: string): Figures {
  const today = dayOf(at)
  const inspected = inspectedSites(store)
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
      `SELECT "severity" AS value, count(*) AS count FROM row_finding WHERE "state" IN ('open', 'awaiting_second') GROUP BY 1`,
    ),
    ordersOpen: count(store, `SELECT count(*) AS count FROM row_rectificationOrder WHERE "state" NOT IN (${over})`),
    ordersOverdue: count(
      store,
      `SELECT count(*) AS count FROM row_rectificationOrder WHERE "state" IN (${withSite}) AND "dueOn" < ?`,
      today,
    ),
    ...columnFigures(store, today),
    openHits: counts(
      store,
      `SELECT "severity" AS value, count(*) AS count FROM row_hit WHERE "state" = 'open' GROUP BY 1`,
    ),
    today: todayFigures(store, today, inspected),
    days: dayFigures(store, inspected),
    health: siteHealth(store, inspected),
    freshness: freshness(store, today),
  }
}

/** The plus keeps SQLite from the index on the state, which nearly every column shares. */
function columnFigures(store: Store, today: string): Pick<Figures, 'staleColumns' | 'emptyColumns' | 'columns'> {
  return {
    staleColumns: count(
      store,
      `SELECT count(*) AS count FROM row_column WHERE "dueOn" < ? AND +"state" = 'open'`,
      today,
    ),
    emptyColumns: count(
      store,
      `SELECT count(*) AS count FROM row_column WHERE "articleCount" = 0 AND "state" = 'open'`,
    ),
    columns: count(store, 'SELECT count(*) AS count FROM row_column'),
  }
}

function todayFigures(store: Store, day: string, inspected: Inspected): Figures['today'] {
  const row = store.get<{ state: Figures['today']['state'] }>(
    'SELECT "state" AS state FROM row_inspectionDay WHERE "day" = ?',
    day,
  )
  return {
    day,
    state: row?.state ?? 'planned',
    inspectedSites: inspected.get(day)?.size ?? 0,
    findings: count(store, 'SELECT count(*) AS count FROM row_finding WHERE "day" = ?', day),
  }
}
