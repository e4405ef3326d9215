import type { ObservedFinding } from '#shared/contract/finding'
import { addDays } from '#shared/domain/calendar'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { Pattern } from '#shared/inspection/indicator'
import { Type, type Static } from '@sinclair/typebox'
import { evidenceOfPage } from './evidence'
import { missingColumn } from './required-column'

/** Thresholds of an indicator that asks for so many activities within the last year. */
export const activityThresholds = Type.Object({
  label: Type.String({ minLength: 1 }),
  match: Pattern,
  fewest: Type.Integer({ minimum: 1 }),
  days: Type.Integer({ minimum: 1 }),
})

const nextPage = /下一?页|尾页|末页|更多|加载/

/** A portal without the column, or whose columns of the kind list too few activities and list them all. */
export function fewActivities(
  context: SiteContext,
  indicator: string,
  rules: Static<typeof activityThresholds>,
): ObservedFinding[] {
  if (context.target.type !== 'portal') return []
  const columns = context.columns.filter((seen) => new RegExp(rules.match).test(nameOf(seen)))
  const [first] = columns
  if (first === undefined) return missingColumn(context, indicator, rules)
  const since = addDays(context.today, -rules.days)
  if (columns.some((seen) => hasMore(seen, since))) return []
  const held = new Set(columns.flatMap((seen) => itemsSince(seen, since)))
  if (held.size >= rules.fewest) return []
  return [
    {
      indicator,
      severity: 'deduct',
      url: first.visit.url,
      detail: `近一年“${rules.label}”只有 ${held.size} 次，少于 ${rules.fewest} 次`,
      evidence: {
        ...evidenceOfPage(first),
        foundOn: columns.map(({ visit }) => visit.url),
        expected: `${rules.fewest} 次以上`,
        actual: `${held.size} 次`,
      },
    },
  ]
}

const nameOf = ({ column, page }: SeenPage): string => column?.name ?? page.meta['columnname'] ?? page.title

const datedItems = ({ page }: SeenPage) =>
  page.items.filter(({ region, date }) => region === 'main' && date !== undefined)

const itemsSince = (seen: SeenPage, since: string): string[] =>
  datedItems(seen).flatMap(({ date, url }) => ((date ?? '') >= since ? [url] : []))

/** True where later pages or undated rows may hold what the first page lacks. */
function hasMore(seen: SeenPage, since: string): boolean {
  const dated = datedItems(seen)
  const isPaged =
    seen.page.links.some(({ text }) => nextPage.test(text)) || seen.page.hasScript || seen.visit.isTruncated
  const reachesBack = dated.some(({ date }) => (date ?? '') < since)
  return (isPaged && !reachesBack) || dated.length < seen.page.items.filter(({ region }) => region === 'main').length
}
