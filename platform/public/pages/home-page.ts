import type { Article } from '#shared/contract/article'
import type { Column } from '#shared/contract/column'
import type { SiteContent } from '#platform/public/site-content'
import { escaped } from './html'
import { layout } from './layout'
import { articleList, brokenLink } from './lists'

const sections = ['news', 'notice', 'policy', 'interpretation', 'data', 'interaction'] as const
const rowsOfSection = 7
const staleDays = 30

/** Newest articles of all columns of a type. */
function newestOf({ columns, byColumn, faults }: SiteContent, type: Column['type'], now: number): Article[] {
  const upTo = new Date(now - (faults.isHomeStale ? staleDays * 86_400_000 : 0)).toISOString()
  return columns
    .filter((column) => column.type === type)
    .flatMap((column) => byColumn.get(column.id) ?? [])
    .filter(({ publishedAt }) => (publishedAt ?? '') <= upTo)
    .sort((a, b) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1))
    .slice(0, rowsOfSection)
}

/** 国办发〔2017〕47号: a site that moves says so on its home page. */
const notice = ({ site }: SiteContent): string =>
  site.state === 'migrating' || site.state === 'closing'
    ? `<p><strong>公告：本网站将迁移至上级政府门户网站，迁移期间内容照常更新。</strong></p>`
    : ''

/** The home page: newest articles of the sections that change. */
export function homePage(content: SiteContent, now: number): string {
  const parts = sections.map((type) => {
    const top = content.columns.find((column) => column.type === type && column.parentId === null)
    const articles = newestOf(content, type, now)
    return top && articles.length > 0 ? `<section><h2>${escaped(top.name)}</h2>${articleList(articles)}</section>` : ''
  })
  const main = notice(content) + parts.join('\n') + brokenLink(content, '/')
  return layout(content, { title: content.site.name, meta: {}, main, wholeMenu: true })
}
