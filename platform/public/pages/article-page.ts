import type { Article } from '#shared/contract/article'
import type { SiteContent } from '#platform/public/site-content'
import { fileAddress } from './addresses'
import { escaped, link, minuteOf, proseOf } from './html'
import { layout } from './layout'

/** An article with its text and the files it carries. */
export function articlePage(content: SiteContent, article: Article, body: string): string {
  const published = minuteOf(article.publishedAt ?? article.changedAt)
  const column = content.columns.find(({ id }) => id === article.columnId)
  const files = article.attachments.map(({ name }) => `<p>附件：${link(fileAddress(name), name)}</p>`)
  const place = column
    ? `<div class="breadcrumb">${link('/', '首页')} &gt; ${link(column.path, column.name)}</div>`
    : ''
  const number = article.docNumber === null ? '' : `<p>发文字号：${escaped(article.docNumber)}</p>`
  return layout(content, {
    title: `${article.title}_${content.site.name}`,
    meta: { ArticleTitle: article.title, PubDate: published, ContentSource: article.source },
    main: `${place}<h2>${escaped(article.title)}</h2>
<p class="date">发布日期：${published} 来源：${escaped(article.source)}</p>${number}
<article>${proseOf(body)}</article>
${files.join('\n')}`,
  })
}
