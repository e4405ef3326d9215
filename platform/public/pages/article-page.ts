import type { Article } from '#shared/contract/article'
import type { SiteContent } from '#platform/public/site-content'
import { articleAddress, fileAddress } from './addresses'
import { escaped, link, minuteOf, proseOf } from './html'
import { layout } from './layout'

const interpretationOf = /^(?:一图读懂)?《(.+)》(?:解读|政策问答)?$/

/** An interpretation leads to its document where the site has it, and the document to what interprets it. */
function relatedTo({ articles }: SiteContent, { id, title }: Article): Article[] {
  const document = interpretationOf.exec(title)?.[1]
  return [...articles.values()].filter(
    (other) => other.id !== id && (other.title === document || interpretationOf.exec(other.title)?.[1] === title),
  )
}

/** An article with its text and the files it carries. */
export function articlePage(content: SiteContent, article: Article, body: string): string {
  const published = minuteOf(article.publishedAt ?? article.changedAt)
  const column = content.columns.find(({ id }) => id === article.columnId)
  const files = article.attachments.map(({ name }) => `<p>附件：${link(fileAddress(name), name)}</p>`)
  const related = relatedTo(content, article).map(
    (other) => `<p>相关文件：${link(articleAddress(other), other.title)}</p>`,
  )
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
${[...related, ...files].join('\n')}`,
  })
}
