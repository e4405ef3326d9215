import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { publicationDates } from '#shared/inspection/judge/publication-dates'
import { hostFamily, isPrivateHost } from '#shared/inspection/page/host-family'
import { Type } from '@sinclair/typebox'

/** G12 网页标签, beyond their presence (D21): the form of PubDate, the domain in SiteDomain, and articles without any date. */
export const indicator = defineIndicator({
  id: 'G12',
  severity: 'hint',
  thresholds: Type.Object({ pubDate: Pattern }),
  evaluate: (context, { pubDate }) => [
    ...malformedDates(context, new RegExp(pubDate)),
    ...otherDomain(context),
    ...undatedArticles(context),
  ],
})

function together(pages: readonly SeenPage[], detail: string, expected: string, actual: string): ObservedFinding[] {
  const [first] = pages
  if (first === undefined) return []
  const extent = pages.length > 1 ? `（${pages.length} 个页面）` : ''
  return [
    {
      indicator: 'G12',
      severity: 'hint',
      url: first.visit.url,
      detail: detail + extent,
      evidence: { ...evidenceOfPage(first), foundOn: pages.map(({ visit }) => visit.url), expected, actual },
    },
  ]
}

function malformedDates({ articles }: SiteContext, form: RegExp): ObservedFinding[] {
  const wrong = articles.filter(
    ({ page }) => (page.meta['pubdate'] ?? '') !== '' && !form.test(page.meta['pubdate'] ?? ''),
  )
  const shown = wrong[0]?.page.meta['pubdate'] ?? ''
  return together(wrong, `PubDate 标签“${shown}”格式不对`, '年-月-日 时:分', shown)
}

function otherDomain({ home }: SiteContext): ObservedFinding[] {
  const shown = (home?.page.meta['sitedomain'] ?? '')
    .replace(/^https?:\/\//i, '')
    .replace(/[/:].*$/, '')
    .toLowerCase()
  if (home === undefined || shown === '') return []
  const { hostname } = new URL(home.visit.finalUrl)
  if (isPrivateHost(hostname) || hostFamily(shown) === hostFamily(hostname)) return []
  return together([home], `SiteDomain 标签为 ${shown}，与实际域名不符`, hostname, shown)
}

/** Neither a tag nor a label nor the list that leads there says when: such an article counts as not updated. */
function undatedArticles({ articles, home, columns, today }: SiteContext): ObservedFinding[] {
  const published = publicationDates(articles, today)
  const rows = [...(home === undefined ? [] : [home]), ...columns].flatMap(({ page }) => page.items)
  const listed = new Set(rows.filter(({ date }) => date !== undefined).map(({ url }) => pageKey(url)))
  const undated = articles.filter(({ visit, page }) => {
    const key = pageKey(visit.url)
    const says = published.has(key) || listed.has(key) || page.dates.length > 0
    return !says && !visit.isTruncated && page.meta['articletitle'] !== undefined
  })
  return together(undated, '文章没有注明发布日期', '注明发布日期', '未发现')
}
