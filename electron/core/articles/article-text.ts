import type { Workplace } from '#core/workplace'
import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import { AppError } from '#shared/contract/app-error'
import type { Article } from '#shared/contract/article'
import type { Desk, DeskCalls, Output } from '#shared/contract/desk'

export type ArticleText = Output<DeskCalls['articles.text']>

/** The published text of an article: what was fetched or reviewed here is read offline, the rest comes from the platform. */
export async function articleText({ store, client }: Workplace, articleId: string): Promise<ArticleText> {
  const article = readRow(store, 'article', articleId)
  if (!article) throw new AppError('not-found', '该稿件已不存在，或不在当前账号的范围内', { articleId })
  if (article.publishedHash === null) throw new AppError('not-found', '该稿件尚未发布，没有公开文本', { articleId })
  return keptText(store, article) ?? reviewedText(store, article) ?? fetchText(store, client, articleId)
}

function keptText(store: Store, { id, publishedHash }: Article): ArticleText | null {
  const kept = store.get<{ value: string }>(
    'SELECT value FROM article_text WHERE article_id = ? AND hash = ?',
    id,
    publishedHash,
  )
  return kept ? (JSON.parse(kept.value) as ArticleText) : null
}

function reviewedText(store: Store, { id, publishedHash }: Article): ArticleText | null {
  const revision = rowsWith(store, 'revision', 'articleId', id).find(({ hash }) => hash === publishedHash)
  if (!revision) return null
  const { title, body, hash, attachments } = revision
  return { title, body, hash, attachments }
}

async function fetchText(store: Store, client: Workplace['client'], articleId: string): Promise<ArticleText> {
  const { title, body, hash, attachments } = await client.call(routes.articleText, { params: { id: articleId } })
  const text = { title, body, hash, attachments }
  store.run(
    `INSERT INTO article_text (article_id, hash, value) VALUES (?, ?, ?)
     ON CONFLICT (article_id) DO UPDATE SET hash = excluded.hash, value = excluded.value`,
    articleId,
    hash,
    JSON.stringify(text),
  )
  return text
}

export const createArticleCalls = (workplace: Workplace): Pick<Desk, 'articles.text'> => ({
  'articles.text': ({ articleId }) => articleText(workplace, articleId),
})
