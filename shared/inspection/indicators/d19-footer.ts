import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** D19 网站标识: one finding for each item that the footer of the home page lacks or shows in a wrong form. */
export const indicator = defineIndicator({
  id: 'D19',
  severity: 'deduct',
  thresholds: Type.Object({
    items: Type.Array(
      Type.Object({
        label: Type.String(),
        match: Pattern,
        /** What shows that the item is there, if in a wrong form. */
        attempt: Type.Optional(Pattern),
      }),
      { minItems: 1 },
    ),
  }),
  evaluate: ({ home }, { items }) => {
    if (home === undefined || home.visit.isTruncated) return []
    const { text, marks } = home.page.footer
    const footer = `${text} ${marks}`
    const missing = items.filter(({ match }) => !new RegExp(match, 'i').test(footer))
    return missing.map(({ label, attempt }) => {
      const shown = attempt === undefined ? undefined : new RegExp(attempt, 'i').exec(text)?.[0].trim()
      return {
        indicator: 'D19',
        severity: 'deduct',
        url: home.visit.url,
        detail: shown === undefined ? `首页底部缺少${label}` : `首页底部${label}格式不对：${shown}`,
        evidence: { ...evidenceOfPage(home), excerpt: excerpt(text), expected: label, actual: shown ?? '未发现' },
      }
    })
  },
})
