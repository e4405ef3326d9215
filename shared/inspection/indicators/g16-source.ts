import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** G16 注明来源: sampled articles that say neither in a tag nor in their text where they come from. One finding a site. */
export const indicator = defineIndicator({
  id: 'G16',
  severity: 'hint',
  thresholds: Type.Object({ source: Pattern }),
  evaluate: ({ articles }, { source }) => {
    const told = new RegExp(source)
    const silent = articles.filter(
      ({ page, visit }) =>
        page.meta['articletitle'] !== undefined &&
        (page.meta['contentsource'] ?? '') === '' &&
        !told.test(page.mainText) &&
        !page.hasScript &&
        !visit.isTruncated,
    )
    const [first] = silent
    if (first === undefined) return []
    return [
      {
        indicator: 'G16',
        severity: 'hint',
        url: first.visit.url,
        detail: `${silent.length} 篇文章没有注明来源`,
        evidence: {
          ...evidenceOfPage(first),
          foundOn: silent.map(({ visit }) => visit.url),
          expected: '注明来源',
          actual: '未发现',
        },
      },
    ]
  },
})
