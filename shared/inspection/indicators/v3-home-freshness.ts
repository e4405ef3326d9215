import type { Day } from '#shared/contract/primitives'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { publicationDates } from '#shared/inspection/judge/publication-dates'
import { daysBetween } from '#shared/domain/calendar'
import { newestDay } from '#shared/inspection/page/dates'
import type { ListItem } from '#shared/inspection/page/page'
import { Type } from '@sinclair/typebox'

/**
 * V3 首页不更新: nothing on the home page is newer than the limit; what bears no date counts as not updated.
 * A home page that is only an entry to columns is judged by the pages one level below.
 */
export const indicator = defineIndicator({
  id: 'V3',
  severity: 'veto',
  thresholds: Type.Object({ days: Type.Integer({ minimum: 1 }) }),
  evaluate: (context, { days }) => {
    const { home, today } = context
    if (home === undefined || cannotTell(home, context)) return []
    const newest = newestOfHome(home, context)
    if (newest !== undefined && daysBetween(newest, today) <= days) return []
    const fact = newest === undefined ? '没有注明日期的内容，视为不更新' : `最近一条内容为 ${newest}`
    return [
      {
        indicator: 'V3',
        severity: 'veto',
        url: home.visit.url,
        detail: `首页 ${days} 天内没有更新：${fact}`,
        evidence: { ...evidenceOfPage(home), expected: `${days} 天内有更新`, actual: newest ?? '未注明日期' },
      },
    ]
  },
})

/** What a page lacks proves nothing where it was cut off, or where the pages below an entry page were not read. */
const cannotTell = (home: SeenPage, context: SiteContext): boolean =>
  home.visit.isTruncated || (context.plan.depth === 0 && ownItems(home).length === 0)

const ownItems = (seen: SeenPage): ListItem[] =>
  seen.page.items.filter(({ region }) => region === 'main' || region === 'header')

function newestOfHome(home: SeenPage, context: SiteContext): Day | undefined {
  const published = publicationDates(context.articles, context.today)
  const items = ownItems(home).filter(({ date }) => date !== undefined)
  const dated = new Set(items.map(({ url }) => url))
  const undated = home.page.links.filter(({ url }) => !dated.has(url))
  const days = [...items.map(({ date }) => date), ...undated.map(({ url }) => published.get(pageKey(url)))]
  const newest = newestDay(days, context.today)
  return newest ?? (isEntryOnly(home, context) ? newestBelow(context) : undefined)
}

function isEntryOnly(home: SeenPage, context: SiteContext): boolean {
  const columns = new Set(context.columns.map(({ visit }) => pageKey(visit.url)))
  const articles = new Set(context.articles.map(({ visit }) => pageKey(visit.url)))
  const isDated = ownItems(home).some(({ date }) => date !== undefined)
  return !isDated && columns.size > 0 && !home.page.links.some(({ url }) => articles.has(pageKey(url)))
}

const newestBelow = (context: SiteContext): Day | undefined =>
  newestDay(
    context.columns.flatMap(({ page }) => page.items.map(({ date }) => date)),
    context.today,
  )
