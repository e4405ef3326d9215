import { sql } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import { readEntities } from '#platform/database/entity-rows'
import { readerOf } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'
import { answers } from '#platform/http/route'

export const route = answers(routes.articleText, async ({ platform: { db }, session, params }) => {
  const visible = visibleRows(readerOf(session.operator), 'article')
  const [article] = await readEntities(db, 'article', sql`id = ${params.id}::uuid and (${visible})`)
  const hash = article?.publishedHash
  const text = hash && (await db.selectFrom('libraryText').select('body').where('hash', '=', hash).executeTakeFirst())
  if (!article || !hash || !text) throw new AppError('not-found', '该稿件没有已发布的正文，或不在当前账号的范围内')
  return { articleId: article.id, hash, title: article.title, body: text.body, attachments: article.attachments }
})
