import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, thresholdsOf } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { guideThresholds } from '#shared/inspection/judge/gathering-thresholds'
import { guideStates } from '#shared/inspection/judge/guides'
import { Type } from '@sinclair/typebox'

const count = Type.Integer({ minimum: 1 })

/**
 * V6 服务不实用: as many guides as the clause says lack four or more element classes each; or there are fewer guides
 * than that, all were read, and every one does.
 */
export const indicator = defineIndicator({
  id: 'V6',
  severity: 'veto',
  thresholds: Type.Object({ guides: count, missing: count }),
  evaluate: (context, limits): ObservedFinding[] => {
    if (context.plan.indicators['D10']?.enabled !== true) return []
    const rules = thresholdsOf(context.plan, 'D10', guideThresholds)
    const guides = guideStates(context, rules)
    const useless = guides.filter(({ missing }) => missing.length >= limits.missing)
    const [first] = useless
    const isAll = useless.length === guides.length && listed(context, rules.columns) === guides.length
    if (first === undefined || (useless.length < limits.guides && !isAll)) return []
    return [
      {
        indicator: 'V6',
        severity: 'veto',
        url: first.seen.visit.url,
        detail: `${useless.length} 个办事指南各缺少 ${limits.missing} 类以上要素，服务不实用`,
        evidence: {
          ...evidenceOfPage(first.seen),
          foundOn: useless.map(({ seen }) => seen.visit.url),
          excerpt: excerpt(useless.map(({ name, missing }) => `${name}：缺 ${missing.join('、')}`).join('；')),
          expected: `每个指南缺少的要素少于 ${limits.missing} 类`,
          actual: `${useless.length} 个不符合`,
        },
      },
    ]
  },
})

/** Rows of all service columns; a list that goes on elsewhere counts as endless. */
function listed({ columns }: SiteContext, match: string): number {
  const name = new RegExp(match)
  const service = columns.filter(({ column, page }) =>
    name.test([column?.name, column?.type, page.meta['columnname'], page.meta['columntype'], page.title].join(' ')),
  )
  const isLonger = service.some(
    ({ page }) => page.hasScript || page.links.some(({ text }) => /下一?页|更多/.test(text)),
  )
  const rows = service.flatMap(({ page }) => page.items.filter(({ region }) => region === 'main'))
  return isLonger ? Number.POSITIVE_INFINITY : new Set(rows.map(({ url }) => url)).size
}
