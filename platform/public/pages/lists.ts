import type { Article } from '#shared/contract/article'
import { dayOf } from '#shared/domain/calendar'
import { missingArticle } from '#platform/demo/defects'
import type { SiteContent } from '#platform/public/site-content'
import { articleAddress } from './addresses'
import { link } from './html'

/** A dated list of articles as columns and the home page show it. */
export function articleList(articles: readonly Article[]): string {
  const rows = articles.map(
    (article) =>
      `<li>${link(articleAddress(article), article.title)}<span class="date">${dayOf(article.publishedAt ?? article.changedAt)}</span></li>`,
  )
  return `<ul class="list">\n${rows.join('\n')}\n</ul>`
}

/** A link to nowhere on the pages of a site that has such a defect. */
export const brokenLink = ({ faults }: SiteContent, address: string): string =>
  faults.brokenOn.includes(address) ? `<p>${link(missingArticle, '往期专题回顾')}</p>` : ''
