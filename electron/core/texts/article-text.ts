import type { Workplace } from '#core/workplace'
import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { DeskCalls, Output } from '#shared/contract/desk'
import { keepBody, keptBody, linkText } from './kept-texts'

export type ArticleText = Output<DeskCalls['articles.text']>

/** The published text of an article: what is kept or under review here is read offline, the rest comes from the platform. */
export async function articleText({ store, client, clock }: Workplace, articleId: string): Promise<ArticleText> {
  const article = readRow(store, 'article', articleId)
  if (!article) throw new AppError('not-found', '该稿件已不存在，或不在当前账号的范围内', { articleId })
  const { publishedHash: hash, title, attachments } = article
  if (hash === null) throw new AppError('not-found', '该稿件尚未发布，没有公开文本', { articleId })
  const body = keptBody(store, hash)
  if (body === null) return fetchText(store, client, articleId, clock.instant())
  markRead(store, articleId, hash, clock.instant())
  return { title, body, hash, attachments }
}

/** To the hour is enough to know what was read last; most readings then write nothing. */
const toTheHour = (instant: string) => instant.slice(0, 13)

function markRead(store: Store, articleId: string, hash: string, at: string): void {
  const known = store.get<{ hash: string; read_at: string | null }>(
    'SELECT hash, read_at FROM text_of WHERE article_id = ?',
    articleId,
  )
  if (known?.hash !== hash || toTheHour(known.read_at ?? '') !== toTheHour(at)) linkText(store, articleId, hash, at)
}

async function fetchText(
  store: Store,
  client: Workplace['client'],
  articleId: string,
  at: string,
): Promise<ArticleText> {
  const request = { params: { id: articleId } }
  const { title, body, hash, attachments } = await client.call(routes.articleText, request).catch(notHere)
  store.transaction(() => {
    keepBody(store, hash, body)
    linkText(store, articleId, hash, at)
  })
  return { title, body, hash, attachments }
}

/** Says why nothing is shown, and how to have it the next time. */
function notHere(error: unknown): never {
  if (!isAppError(error) || error.code !== 'unavailable') throw error
  throw new AppError('unavailable', '此稿件的正文未保存在本机，现在又连不上平台，暂时看不到。联网后打开即可', {
    notKept: true,
  })
}
