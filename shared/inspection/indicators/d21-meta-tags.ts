import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

const names = Type.Array(Type.String({ minLength: 1 }))

/** D21 元数据规范: the tags each kind of page must carry. Pages that lack the same tags share one finding. */
export const indicator = defineIndicator({
  id: 'D21',
  severity: 'deduct',
  thresholds: Type.Object({ home: names, column: names, article: names }),
  evaluate: ({ home, columns, articles }, tags) => [
    ...missingTags('首页', home === undefined ? [] : [home], tags.home),
    ...missingTags('栏目页', columns, tags.column),
    ...missingTags('内容页', articles, tags.article),
  ],
})

function missingTags(kind: string, pages: readonly SeenPage[], tags: readonly string[]): ObservedFinding[] {
  const groups = new Map<string, SeenPage[]>()
  for (const seen of pages.filter(({ visit }) => !visit.isTruncated)) {
    const missing = tags.filter((tag) => (seen.page.meta[tag.toLowerCase()] ?? '') === '').join('、')
    if (missing !== '') groups.set(missing, [...(groups.get(missing) ?? []), seen])
  }
  return [...groups].flatMap(([missing, lacking]) => finding(kind, missing, lacking, pages.length))
}

function finding(kind: string, missing: string, lacking: readonly SeenPage[], of: number): ObservedFinding[] {
  const first = lacking[0]
  if (first === undefined) return []
  const extent = of > 1 ? `（${lacking.length}/${of} 个页面）` : ''
  return [
    {
      indicator: 'D21',
      severity: 'deduct',
      url: first.visit.url,
      detail: `${kind}缺少标签 ${missing}${extent}`,
      evidence: {
        ...evidenceOfPage(first),
        foundOn: lacking.map(({ visit }) => visit.url),
        expected: missing,
        actual: '未设置',
      },
    },
  ]
}
