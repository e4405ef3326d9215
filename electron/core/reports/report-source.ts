import { rowTable } from '#core/kinds/kinds'
import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { Finding } from '#shared/contract/finding'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { InspectionRun } from '#shared/contract/inspection-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Period } from '#shared/contract/report'
import type { Site } from '#shared/contract/site'
import { columnFinder } from './column-finder'
import { reportNames, type ReportNames } from './report-names'

/** What a report is made of: the rows of its period, as they are here and now. */
export interface ReportSource {
  readonly period: Period
  /** The day on which the report is made. */
  readonly today: string
  readonly sites: ReadonlyMap<string, Site>
  readonly days: readonly InspectionDay[]
  readonly runs: readonly InspectionRun[]
  readonly findings: readonly Finding[]
  /** Issued in the period. */
  readonly orders: readonly RectificationOrder[]
  /** How many columns were last updated in the period, by site. */
  readonly updatedColumns: ReadonlyMap<string, number>
  /** How many articles were published in the period, by site. */
  readonly publishedArticles: ReadonlyMap<string, number>
  readonly plans: readonly InspectionPlan[]
  /** Who ran an inspection, by run. */
  readonly finders: ReadonlyMap<string, string>
  /** The name of the column that an address of a site lies in; empty where it is in none. */
  columnAt(siteId: string, url: string): string
  readonly names: ReportNames
}

export function reportSource(store: Store, period: Period, today: string): ReportSource {
  const runs = within(store, 'inspectionRun', period)
  return {
    period,
    today,
    sites: new Map(all(store, 'site').map((site) => [site.id, site])),
    days: within(store, 'inspectionDay', period),
    runs,
    finders: new Map(runs.map(({ id, inspectorId }) => [id, inspectorId])),
    plans: all(store, 'inspectionPlan'),
    columnAt: columnFinder(store),
    findings: within(store, 'finding', period),
    orders: within(store, 'rectificationOrder', period),
    updatedColumns: updatedColumns(store, period),
    publishedArticles: publishedArticles(store, period),
    names: namesIn(store),
  }
}

interface Body {
  readonly body: string
}

const all = <K extends EntityKind>(store: Store, kind: K): EntityOf<K>[] =>
  store.all<Body>(`SELECT body FROM ${rowTable(kind)} ORDER BY id`).map(({ body }) => JSON.parse(body) as EntityOf<K>)

type Dated = 'inspectionDay' | 'inspectionRun' | 'finding' | 'rectificationOrder'

const within = <K extends Dated>(store: Store, kind: K, { from, to }: Period): EntityOf<K>[] =>
  store
    .all<Body>(`SELECT body FROM ${rowTable(kind)} WHERE "day" BETWEEN ? AND ? ORDER BY "day", id`, from, to)
    .map(({ body }) => JSON.parse(body) as EntityOf<K>)

export const namesIn = (store: Store): ReportNames =>
  reportNames(
    (kind, id) => readRow(store, kind, id),
    new Map(all(store, 'region').map(({ code, name }) => [code, name])),
  )

const updatedColumns = (store: Store, { from, to }: Period) =>
  countedBySite(store, 'column', '"lastUpdatedOn" BETWEEN ? AND ?', from, to)

/** An instant begins with its day in UTC; the province's day begins eight hours before. */
const publishedArticles = (store: Store, { from, to }: Period) =>
  countedBySite(store, 'article', `date("publishedAt", '+8 hours') BETWEEN ? AND ?`, from, to)

function countedBySite(store: Store, kind: EntityKind, condition: string, ...values: string[]) {
  const counts = store.all<{ siteId: string; count: number }>(
    `SELECT "siteId", count(*) AS count FROM ${rowTable(kind)} WHERE ${condition} GROUP BY "siteId"`,
    ...values,
  )
  return new Map(counts.map(({ siteId, count }) => [siteId, count]))
}
