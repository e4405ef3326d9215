import type { ObservedFinding } from '#shared/contract/finding'
import { defineIndicator } from '#shared/inspection/indicator'
import { columnStates, type ColumnState } from '#shared/inspection/judge/column-states'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

const count = Type.Integer({ minimum: 1 })

/** V4 栏目不更新: a veto once as many columns are stale or blank as the clause says; single ones only deduct. */
export const indicator = defineIndicator({
  id: 'V4',
  severity: 'veto',
  thresholds: Type.Object({ newsAndPolicy: count, stale: count, blank: count }),
  evaluate: (context, limits) => {
    const states = columnStates(context)
    const stale = states.filter(({ isStale }) => isStale)
    const newsAndPolicy = stale.filter((state) => ['D4', 'D5'].includes(state.indicator))
    const blank = states.filter(({ isBlank }) => isBlank)
    const reached: readonly (readonly [string, readonly ColumnState[], number])[] = [
      ['动态要闻、通知公告、政策文件类栏目应更新未更新', newsAndPolicy, limits.newsAndPolicy],
      ['应更新未更新栏目', stale, limits.stale],
      ['空白栏目', blank, limits.blank],
    ]
    return reached.flatMap(([what, columns, limit]) => finding(context.homeVisit.url, what, columns, limit))
  },
})

function finding(url: string, what: string, columns: readonly ColumnState[], limit: number): ObservedFinding[] {
  const first = columns[0]
  if (first === undefined || columns.length < limit) return []
  return [
    {
      indicator: 'V4',
      severity: 'veto',
      url,
      detail: `${what} ${columns.length} 个，达到 ${limit} 个的否决标准`,
      evidence: {
        seenAt: evidenceOfPage(first.seen).seenAt,
        foundOn: columns.map(({ seen }) => seen.visit.url),
        excerpt: excerpt(columns.map(({ name }) => name).join('、')),
        expected: `少于 ${limit} 个`,
        actual: `${columns.length} 个`,
      },
    },
  ]
}
