import type { PlanColumnClass } from '#shared/contract/inspection-plan'
import type { Day } from '#shared/contract/primitives'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { daysBetween } from '#shared/domain/calendar'
import { newestDay } from '#shared/inspection/page/dates'
import type { PageLink } from '#shared/inspection/page/page'
import { publicationDates } from './publication-dates'

/** A column page in the terms of the update duty. */
export interface ColumnState {
  readonly seen: SeenPage
  readonly name: string
  readonly isBlank: boolean
  /** Newest item not ahead of today; undefined where no item shows a date. */
  readonly newest: Day | undefined
  /** Days within which something new has to appear; undefined where nothing demands it. */
  readonly duty: number | undefined
  /** Indicator under which staleness is reported. */
  readonly indicator: string
  readonly className: string | undefined
  readonly isStale: boolean
}

const columnsToKnowTemplate = 3
const shareOfTemplate = 0.8
/** Characters beyond links that make a page without a list a page with content. */
const fewestCharacters = 40
const otherColumns = 'D8'

/** Judges every column page read. A page cut off at the byte limit is left out: what it lacks may come later. */
export function columnStates(context: SiteContext): ColumnState[] {
  const columns = context.columns.filter(({ visit }) => !visit.isTruncated)
  const template = templateLinks(columns)
  const published = publicationDates(context.articles, context.today)
  return columns.map((seen) => columnState(seen, context, template, published))
}

function columnState(
  seen: SeenPage,
  context: SiteContext,
  template: ReadonlySet<string>,
  published: ReadonlyMap<string, Day>,
): ColumnState {
  const name = seen.column?.name ?? seen.page.meta['columnname'] ?? seen.page.title
  const columnClass = classOf(seen, name, context.plan.columnClasses)
  const duty = columnClass?.days ?? seen.column?.updateCycleDays ?? undefined
  const isBlank = isBlankColumn(seen, template, name)
  const newest = newestItem(seen, template, published, context.today)
  const isLate = duty !== undefined && (newest === undefined || daysBetween(newest, context.today) > duty)
  return {
    seen,
    name,
    isBlank,
    newest,
    duty,
    indicator: columnClass?.indicator ?? otherColumns,
    className: columnClass?.label,
    isStale: !isBlank && isLate,
  }
}

/** The declared type decides; the name does where none is declared, or for classes that go by the name whatever the type. */
function classOf(seen: SeenPage, name: string, classes: readonly PlanColumnClass[]): PlanColumnClass | undefined {
  const type = seen.column?.type ?? seen.page.meta['columntype'] ?? ''
  const byType = classes.find(({ match }) => type !== '' && new RegExp(match, 'i').test(type))
  return byType ?? classes.find(({ match, anyType }) => (anyType || type === '') && new RegExp(match, 'i').test(name))
}

const mainLinks = (seen: SeenPage): PageLink[] =>
  seen.page.links.filter(({ region, kind, text }) => region === 'main' && kind === 'link' && text !== '')

/** Links that stand in the body of nearly all columns belong to the template, not to any column. */
function templateLinks(columns: readonly SeenPage[]): Set<string> {
  if (columns.length < columnsToKnowTemplate) return new Set()
  const counts = new Map<string, number>()
  for (const seen of columns)
    for (const url of new Set(mainLinks(seen).map((link) => link.url))) counts.set(url, (counts.get(url) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count > columns.length * shareOfTemplate).map(([url]) => url))
}

function isBlankColumn(seen: SeenPage, template: ReadonlySet<string>, name: string): boolean {
  const links = mainLinks(seen)
  const isOwn = ({ url }: PageLink): boolean =>
    !template.has(url) && new URL(url).pathname !== '/' && pageKey(url) !== pageKey(seen.visit.finalUrl)
  const proper = links.reduce((rest, { text }) => rest.replace(text, ''), seen.page.mainText).replaceAll(name, '')
  return !links.some(isOwn) && proper.replace(/\s/g, '').length < fewestCharacters
}

function newestItem(
  seen: SeenPage,
  template: ReadonlySet<string>,
  published: ReadonlyMap<string, Day>,
  today: Day,
): Day | undefined {
  const items = seen.page.items.filter(({ region, url }) => region === 'main' && !template.has(url))
  return newestDay(
    items.map(({ date, url }) => date ?? published.get(pageKey(url))),
    today,
  )
}
